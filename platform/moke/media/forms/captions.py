from django import forms
from django.utils.translation import gettext_lazy as _

ACCEPTED = ".vtt,.srt,text/vtt,application/x-subrip"


class CaptionsForm(forms.Form):
    """A file with the captions of a recording."""

    file = forms.FileField(
        label=_("File with captions"),
        allow_empty_file=True,
        help_text=_("WebVTT or SRT, up to 2 MB, timed from the start of the recording."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
