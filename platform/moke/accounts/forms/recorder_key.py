from django import forms
from django.utils.translation import gettext_lazy as _

from moke.accounts.domain.queries.recorder_key import recorder_keys
from moke.accounts.models import User

MAX_KEYS = 20


class RecorderKeyForm(forms.Form):
    """Ask for a recorder key under a name that the person will recognise."""

    name = forms.CharField(
        label=_("Which recorder is it for?"),
        help_text=_("For example the room: Building 2, room 304."),
        max_length=80,
    )

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        names = list(recorder_keys(self.person).values_list("name", flat=True))
        if name in names:
            raise forms.ValidationError(_("There is a key of this name. Revoke it first."))
        if len(names) >= MAX_KEYS:
            raise forms.ValidationError(_("You have many keys. Revoke one that is not needed."))
        return name
