from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.domain.filetype import ACCEPTED
from lessons.enums import AttachmentKind


class AttachmentForm(forms.Form):
    """A file for a lesson, and what it is to those who read."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=AttachmentKind.choices,
        initial=AttachmentKind.COURSEWARE,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("PDF, Word, PowerPoint, Excel, a picture or sound, up to 200 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
