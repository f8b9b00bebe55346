from django import forms
from django.utils.translation import gettext_lazy as _

from moke.curriculum.enums import Grade, Subject
from research.domain.words import MOST_TITLE_CHARACTERS
from research.forms.post import PostForm


class TopicForm(PostForm):
    """A topic with its opening."""

    title = forms.CharField(
        label=_("What is it about?"),
        required=False,
        widget=forms.TextInput({"maxlength": MOST_TITLE_CHARACTERS, "autocomplete": "off"}),
    )
    grades = forms.TypedMultipleChoiceField(
        label=_("For which grades"),
        required=False,
        coerce=int,
        choices=Grade,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among the grades.")},
    )
    subjects = forms.MultipleChoiceField(
        label=_("For which subjects"),
        required=False,
        choices=Subject,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among the subjects.")},
    )

    def particulars(self) -> dict:
        sent = self.cleaned_data
        return super().particulars() | {
            "title": sent["title"],
            "grades": sent["grades"],
            "subjects": sent["subjects"],
        }


class BoardForm(forms.Form):
    """What somebody looks for on the board. Nothing is required, and nonsense finds all."""

    words = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"type": "search", "placeholder": _("Words in topics")}),
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
    mine = forms.BooleanField(label=_("Only those I spoke in"), required=False)

    def wishes(self):
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: wish for name, wish in self.cleaned_data.items() if wish}
