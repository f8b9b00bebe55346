"""Teaching-research groups in Wagtail's admin: people are written by their user names."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from moke.accounts.enums import TEACHING_ROLES
from moke.accounts.models import TeachingGroup, User

MOST_MEMBERS = 200


class PeopleByName(forms.CharField):
    """People who teach, one user name a line; cleaned to a list of them in that order."""

    def __init__(self, *, most: int, **kwargs) -> None:
        self.most = most
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(person.username for person in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[User]:
        names = list(dict.fromkeys(super().clean(value).split()))
        if len(names) > self.most:
            raise ValidationError(
                _("There are %(count)d names. Please keep to %(most)d."),
                params={"count": len(names), "most": self.most},
            )
        teaching = User.objects.filter(
            username__in=names, is_active=True, memberships__role__in=TEACHING_ROLES
        )
        found = {person.username: person for person in teaching.distinct()}
        if unknown := [name for name in names if name not in found]:
            message = _("Nobody who teaches has this user name: %(names)s")
            raise ValidationError(message, params={"names": ", ".join(unknown)})
        return [found[name] for name in names]


class TeachingGroupForm(WagtailAdminModelForm):
    """A group, its lead and its members."""

    lead = PeopleByName(
        most=1, label=_("Group lead"), max_length=150, help_text=_("The user name of a teacher.")
    )
    members = PeopleByName(
        most=MOST_MEMBERS,
        label=_("Members"),
        widget=forms.Textarea({"rows": 12}),
        help_text=_("User names of teachers, one a line."),
    )

    class Meta:
        model = TeachingGroup
        fields = ["name", "school", "lead", "members"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["lead"] = [self.instance.lead] if self.instance.lead else []
            self.initial["members"] = list(self.instance.members.order_by("username"))

    def clean_lead(self) -> User:
        return self.cleaned_data["lead"][0]
