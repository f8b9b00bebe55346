from django import forms
from django.utils.translation import gettext_lazy as _

from research.enums import VerdictChoice
from research.forms.base import RoomForm


class VerdictForm(RoomForm):
    """Adopted, partly or not; each is a button of its own."""

    choice = forms.ChoiceField(
        label=_("Verdict"),
        choices=VerdictChoice,
        error_messages={
            "required": _("Choose one of the three verdicts."),
            "invalid_choice": _("Choose one of the three verdicts."),
        },
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        strip=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
