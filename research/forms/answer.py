from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.models import Take
from research.forms.base import MomentField, RoomForm


class AnswerForm(RoomForm):
    """The second of a later take that answers a comment."""

    take = forms.ModelChoiceField(
        label=_("Take"),
        queryset=Take.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose the take that answers the comment."),
            "invalid_choice": _("A comment is answered in a later take of its lesson."),
        },
    )
    at = MomentField(label=_("Moment"), error_messages={"required": _("Say at which moment.")})

    def __init__(self, *args, takes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["take"].queryset = takes
