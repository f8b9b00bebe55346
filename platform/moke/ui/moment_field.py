"""The field of a form that takes a moment of a recording."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from moke.ui.clock import read_clock, write_clock


class MomentField(forms.CharField):
    """A moment of a recording, written m:ss, as milliseconds; None when left empty."""

    default_error_messages = {"clock": _("Write the moment as minutes and seconds, like 2:31.")}

    def __init__(self, **kwargs):
        super().__init__(max_length=14, **kwargs)
        self.widget.attrs |= {"inputmode": "text", "autocomplete": "off", "size": 8}

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_clock(text)
        except ValueError as error:
            raise ValidationError(self.error_messages["clock"], code="clock") from error

    def prepare_value(self, value):
        return write_clock(value / 1000) if isinstance(value, int) else value
