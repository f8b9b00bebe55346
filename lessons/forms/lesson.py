from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.domain.lesson import new_token
from lessons.enums import Visibility
from moke.accounts.enums import TEACHING_ROLES
from moke.accounts.models import School
from moke.curriculum.enums import Grade, Subject

SHAPE_OF_TOKENS = r"[0-9a-f]{16}"


class PrepareForm(forms.Form):
    """The three things a new lesson needs; its plan is written in the editor afterwards."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("The topic as it stands in the textbook, without 《》."),
    )
    subject = forms.ChoiceField(label=_("Subject"), choices=Subject.choices)
    grade = forms.TypedChoiceField(label=_("Grade"), coerce=int, choices=Grade.choices)
    token = forms.RegexField(regex=SHAPE_OF_TOKENS, widget=forms.HiddenInput)

    def __init__(self, data=None, *, person):
        grades = [m.grade for m in person.standing if m.grade and m.role in TEACHING_ROLES]
        initial = {
            "token": new_token(),
            "subject": next(iter(person.subjects), None),
            "grade": next(iter(grades), None),
        }
        super().__init__(data, initial=initial)
        schools = School.objects.filter(pk__in=person.schools_as(*TEACHING_ROLES))
        self.fields["school"] = forms.ModelChoiceField(
            label=_("School"), queryset=schools, empty_label=None
        )
        if len(person.schools_as(*TEACHING_ROLES)) == 1:
            self.fields["school"].initial = schools.first()
            self.fields["school"].widget = forms.HiddenInput()

    def clean_title(self):
        """《…》 around a title is set by the pages."""
        title = self.cleaned_data["title"]
        inside = title[1:-1].strip()
        wrapped = title.startswith("《") and title.endswith("》") and "》" not in inside
        return inside if wrapped and inside else title


class VisibilityForm(forms.Form):
    """Who may see the lesson."""

    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, widget=forms.RadioSelect
    )
