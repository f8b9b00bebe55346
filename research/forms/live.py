import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from research.domain.live_mark import SentMark
from research.enums import CommentKind
from research.models import LiveLesson

LATEST_MS = 32_503_680_000_000
"""The year 3000: later is no moment that a calendar holds."""


class SeatCodeForm(forms.Form):
    """The code that opens a live lesson; its QR code brings it along."""

    code = forms.CharField(
        label=_("Seat code"),
        max_length=20,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "autofocus": True, "size": 8}
        ),
        error_messages={"required": _("Type the six digits that the author shows.")},
    )


class AlignForm(forms.Form):
    """When the recording begins, and by how much all marks are moved.

    `zero` comes back with them: a page may be older than a trim.
    """

    recorded_from = forms.DateTimeField(
        label=_("The recording begins at"),
        widget=forms.DateTimeInput(
            {"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"
        ),
    )
    shift = forms.IntegerField(
        label=_("Move all marks, in seconds"),
        required=False,
        help_text=_("A minus moves them to earlier."),
    )
    nudge = forms.IntegerField(required=False, min_value=-60, max_value=60)
    zero = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, live: LiveLesson) -> None:
        initial = {
            "recorded_from": timezone.localtime(live.begins_at),
            "shift": round(live.shift_ms / 1000),
            "zero": live.take.recording.zero_ms,
        }
        super().__init__(data, initial=initial)

    def particulars(self) -> dict:
        """What `align_marks` wants to know; the begin to its fraction where it stays."""
        sent = self.cleaned_data
        shift_s = (sent["shift"] or 0) + (sent["nudge"] or 0)
        begin = {"recorded_from": self.initial["recorded_from"]}
        if "recorded_from" in self.changed_data:
            begin = {"recorded_from": sent["recorded_from"], "zero_ms": sent["zero"]}
        return begin | {"shift_ms": shift_s * 1000}


class MarkForm(forms.Form):
    """A mark as a page sends it."""

    token = forms.UUIDField()
    kind = forms.ChoiceField(choices=CommentKind)
    at = forms.IntegerField(min_value=0, max_value=LATEST_MS)
    body = forms.CharField(required=False, strip=False)
    private = forms.BooleanField(required=False)
    is_gone = forms.BooleanField(required=False)

    def mark(self) -> SentMark:
        sent = self.cleaned_data
        at = datetime.datetime.fromtimestamp(sent["at"] / 1000, datetime.UTC)
        return SentMark(**sent | {"at": at})
