from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lessons.enums import LessonKind, LibraryState
from moke.accounts.models import School
from moke.curriculum.enums import Grade, Subject


class LibraryForm(forms.Form):
    """What somebody looks for in the library. Nothing is required, and nonsense finds all."""

    words = forms.CharField(
        label=_("Title or teacher"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    subject = forms.ChoiceField(
        label=_("Subject"), required=False, choices=[("", _("All subjects")), *Subject.choices]
    )
    grade = forms.TypedChoiceField(
        label=_("Grade"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("All grades")), *Grade.choices],
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("of a lesson", "Kind"),
        required=False,
        choices=[("", _("All kinds")), *LessonKind.choices],
    )
    school = forms.ModelChoiceField(
        label=_("School"),
        required=False,
        queryset=School.objects.all(),
        empty_label=_("All schools"),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        states = list(LibraryState.choices)
        if not (person.is_authenticated and person.is_teacher):
            states = [(LibraryState.RECORDED.value, LibraryState.RECORDED.label)]
        self.fields["state"] = forms.ChoiceField(
            label=_("State"), required=False, choices=[("", _("Any state")), *states]
        )

    def wishes(self):
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: wish for name, wish in self.cleaned_data.items() if wish}
