"""The picture that stands for a recording, where its author chooses it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from moke.media.models import Recording
from moke.media.names import POSTER
from moke.media.poster_tasks import cut_chosen_poster
from moke.media.trim import Trim
from moke.ui.clock import write_clock

ROUNDED_MS = 500
"""Players round: a moment may be chosen this far beyond the end."""


@transaction.atomic
def choose_poster(*, recording: Recording, at_ms: int) -> None:
    """Have what is seen at a moment stand for a recording; what did before does until it is cut.

    Raises ValidationError where the moment lies outside of the recording.
    """
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    end_ms = round((current.duration_s or 0) * 1000)
    if at_ms > end_ms + ROUNDED_MS:
        message = _("This moment lies outside the recording, which ends at %(end)s.")
        raise ValidationError(message % {"end": write_clock(end_ms / 1000)})
    current.poster_ms = min(at_ms, end_ms)
    current.save(update_fields=["poster_ms"])
    cut_chosen_poster.enqueue(current.pk)


def forget_choice(*, recording: Recording) -> None:
    """Let the picture that was found without a choice stand for a recording again."""
    Recording.objects.filter(pk=recording.pk).update(poster=POSTER, poster_ms=None)


def trim_poster(*, recording: Recording, trim: Trim) -> None:
    """Move the chosen moment along with a recording that is trimmed, which is saved afterwards."""
    at_ms = recording.poster_ms
    if at_ms is not None:
        recording.poster_ms = trim.moved(at_ms) if trim.keeps(at_ms) else None
