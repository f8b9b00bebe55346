import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models import Invitation
from research.domain.guest import NAME_LENGTH, last_day_of_all


class GuestForm(forms.Form):
    """Who from outside is asked to watch a take, and until when their link is valid."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, widget=forms.TextInput({"autocomplete": "off"})
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The link is mailed there."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("What to look at"),
        max_length=Invitation._meta.get_field("note").max_length,
        required=False,
    )
    valid_until = forms.DateField(
        label=_("Valid until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data=None, *, last_day: datetime.date) -> None:
        super().__init__(data, prefix="guest", initial={"valid_until": last_day})
        self.fields["valid_until"].widget.attrs |= {
            "min": timezone.localdate().isoformat(),
            "max": last_day_of_all().isoformat(),
        }
