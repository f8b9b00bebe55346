import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.models import Take
from moke.ui.moment_field import MomentField
from research.enums import CommentKind
from research.forms.base import RoomForm, words_field


class MarkingForm(RoomForm):
    """A moment or a span with a few words that is evidence of a dimension from the beginning."""

    at = MomentField(label=_("At"), error_messages={"required": _("Say at which moment.")})
    until = MomentField(label=_("to"), required=False)
    kind = forms.ChoiceField(label=_("Kind of comment"), choices=CommentKind)
    body = words_field(label=_("What is to be seen there"), rows=2)
    token = forms.UUIDField(widget=forms.HiddenInput)
    zero = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, place: int, **kwargs):
        super().__init__(data, auto_id=f"marking-{place}-%s", **kwargs)
        for field in self.fields.values():
            # The sheet holds these fields and is a form itself.
            field.widget.attrs["form"] = f"mark-{place}"

    def particulars(self) -> dict:
        """What `mark_evidence` wants to know."""
        sent = self.cleaned_data
        return {
            "kind": sent["kind"],
            "start_ms": sent["at"],
            "end_ms": sent["until"],
            "body": sent["body"],
            "token": sent["token"],
            "zero_ms": sent["zero"],
        }


def bare_marking(take: Take, place: int) -> MarkingForm:
    """Return an empty form for the dimension at a place."""
    initial = {
        "kind": CommentKind.HIGHLIGHT,
        "token": uuid.uuid4(),
        "zero": take.recording.zero_ms,
    }
    return MarkingForm(place=place, initial=initial)
