"""Roles in Wagtail's admin. Saving goes through the domain, so that groups stay in step."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from moke.accounts.domain.membership import add_membership
from moke.accounts.enums import Role
from moke.accounts.models import Membership
from moke.curriculum.enums import Subject


class RoleForm(forms.ModelForm):
    """A role and its place: a school, or for a curator the district."""

    class Meta:
        model = Membership
        fields = ["school", "role", "grade"]

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        of_district = cleaned.get("role") == Role.CURATOR
        if of_district and cleaned.get("school"):
            self.add_error("school", _("A curator belongs to the district, not to a school."))
        if not of_district and not cleaned.get("school"):
            self.add_error("school", _("Choose the school."))
        if cleaned.get("role") == Role.STUDENT and not cleaned.get("grade"):
            self.add_error("grade", _("Choose the grade of the student."))
        return cleaned


class SubjectsForm(WagtailAdminModelForm):
    """Grade and subjects: what may change of a membership."""

    instance: Membership
    subjects = forms.MultipleChoiceField(
        label=_("Subjects taught"),
        choices=Subject,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Membership
        fields = ["grade", "subjects"]

    def save(self, commit: bool = True) -> Membership:
        membership: Membership = self.instance
        self.instance = add_membership(
            person=membership.person,
            school=membership.school,
            role=membership.role,
            grade=self.cleaned_data["grade"],
            subjects=self.cleaned_data["subjects"],
        )
        return self.instance


class MembershipForm(SubjectsForm, RoleForm):
    """A person gets a role."""

    class Meta:
        model = Membership
        fields = ["person", "school", "role", "grade", "subjects"]

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("person") == self.for_user:
            self.add_error("person", _("Nobody gives a role to themselves."))
        return cleaned
