from typing import cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.domain.queries.invitation import (
    MOST_AT_ONCE,
    MOST_CHARACTERS,
    colleagues,
    matching_colleagues,
)
from lessons.models import Invitation, Take
from moke.accounts.models import User

MOST_DIGITS = 18


class PeopleField(forms.ModelMultipleChoiceField):
    """People by their primary keys; numbers greater than a database holds are nobody's."""

    def clean(self, value):
        return super().clean([key for key in value or () if len(key) <= MOST_DIGITS])


class TermsForm(forms.Form):
    """What somebody is to look at, and until when."""

    note = forms.CharField(
        label=_("What to look at"),
        max_length=Invitation._meta.get_field("note").max_length,
        required=False,
        help_text=_("For example: how the pupils found the idea of cutting the circle"),
    )
    due_on = forms.DateField(
        label=_("Due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].widget.attrs["min"] = timezone.localdate().isoformat()


class ChangeForm(TermsForm):
    """What one who is invited is to look at, and until when, said anew."""

    def __init__(self, data=None, *, invitation: Invitation) -> None:
        initial = {"note": invitation.note, "due_on": invitation.due_on}
        super().__init__(data, initial=initial, prefix=f"invitation-{invitation.pk}")


class InvitationForm(TermsForm):
    """Whom the author asks to watch a take, for what and until when."""

    people = PeopleField(
        queryset=User.objects.none(),
        label=_("Colleagues"),
        required=False,
    )
    everyone = forms.CharField(required=False, max_length=MOST_CHARACTERS)

    def __init__(self, *args, take: Take, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.take = take
        cast("forms.ModelMultipleChoiceField", self.fields["people"]).queryset = colleagues(take)

    def clean(self) -> dict:
        """Add to the people all whom the words in `everyone` find."""
        sent = self.cleaned_data
        people = list(sent.get("people") or ())
        if words := sent.pop("everyone", "").strip():
            people += matching_colleagues(self.take, words)[:MOST_AT_ONCE]
        if not people and "people" not in self.errors:
            self.add_error("people", _("Choose at least one colleague."))
        return sent | {"people": people}
