from django import forms
from django.utils.translation import gettext_lazy as _

from research.enums import VerdictChoice
from research.forms.base import RoomForm
from research.forms.overlap import OverlapForm


class VerdictForm(OverlapForm, RoomForm):
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

    @property
    def pressed(self) -> tuple[str, str]:
        return "choice", self["choice"].value()
