from django import forms

from research.forms.base import RoomForm


class AssentForm(RoomForm):
    """Whether one agrees: said outright, so that sending twice changes nothing."""

    agrees = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)
