from django import forms
from django.utils.translation import gettext_lazy as _

from moke.media.enums import CaptionLanguage

ACCEPTED = ".vtt,.srt,text/vtt,application/x-subrip"


class CaptionsForm(forms.Form):
    """A file with the captions of a recording in a language."""

    language = forms.ChoiceField(
        label=_("Language"), choices=CaptionLanguage, initial=CaptionLanguage.CHINESE
    )
    file = forms.FileField(
        label=_("File with captions"),
        allow_empty_file=True,
        help_text=_("WebVTT or SRT, up to 2 MB, timed from the start of the recording."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class CuesForm(forms.Form):
    """Captions as they are edited in the page, and the track that they were read from."""

    text = forms.CharField(
        label=_("Captions with their times (WebVTT)"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "true"}),
    )
    based_on = forms.CharField(required=False, widget=forms.HiddenInput)
