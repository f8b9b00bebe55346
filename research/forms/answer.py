from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lessons.models import Take
from moke.ui.moment_field import MomentField
from research.forms.base import RoomForm


class AnswerForm(RoomForm):
    """The second of a later take that answers a comment; `takes` are those to choose from.

    Where there is one alone, `zero` says from where its moments count: a page may be older than
    a trim.
    """

    at = MomentField(label=_("Moment"), error_messages={"required": _("Say at which moment.")})

    zero = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, takes: QuerySet[Take], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["take"] = forms.ModelChoiceField(
            label=_("Take"),
            queryset=takes,
            empty_label=None,
            error_messages={
                "required": _("Choose the take that answers the comment."),
                "invalid_choice": _("A comment is answered in a later take of its lesson."),
            },
        )
