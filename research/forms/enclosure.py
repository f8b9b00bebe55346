"""Fields for pictures and voice notes, which the domain looks at."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

PICTURES_TAKEN = "image/jpeg,image/png,image/webp"
SOUNDS_TAKEN = "audio/*,.m4a,.mp3,.wav,.ogg,.webm"


class PicturesInput(forms.FileInput):
    """Lets several be chosen at once."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Pictures, as a list of files."""

    def __init__(self, **kwargs):
        widget = PicturesInput({"accept": PICTURES_TAKEN})
        super().__init__(label=_("Enclose pictures"), required=False, widget=widget, **kwargs)

    def clean(self, data, initial=None):
        return [super(PicturesField, self).clean(one) for one in data or []]


class VoiceField(forms.FileField):
    """One voice note."""

    def __init__(self, **kwargs):
        widget = forms.FileInput({"accept": SOUNDS_TAKEN})
        super().__init__(label=_("Voice note"), required=False, widget=widget, **kwargs)


class DescribedField(forms.Field):
    """What is seen in the pictures, in their order."""

    widget = forms.MultipleHiddenInput


class DroppedField(forms.TypedMultipleChoiceField):
    """Keys of enclosures that are ticked to be taken away."""

    def __init__(self, **kwargs):
        super().__init__(coerce=uuid.UUID, required=False, label=_("Take away"), **kwargs)

    def valid_value(self, value):
        try:
            uuid.UUID(value)
        except ValueError:
            return False
        return True
