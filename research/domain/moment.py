"""Moments and spans of a recording, in milliseconds."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lessons.models import Take
from moke.ui.clock import write_clock

TOLERANCE_MS = 500
"""Players round; a moment this far beyond the end is taken for the end."""


def clip_moment(*, take: Take, at_ms: int, field: str) -> int:
    """Return the moment if it lies within the take's recording, at most its end.

    Raises ValidationError under `field` when it does not, or when the take has no
    recording that plays.
    """
    recording = take.recording
    if not recording.is_ready or recording.duration_s is None:
        raise ValidationError(_("The recording of this take cannot be played yet."))
    end_ms = int(recording.duration_s * 1000)
    if not 0 <= at_ms <= end_ms + TOLERANCE_MS:
        message = _("This moment lies outside the recording, which ends at %(end)s.")
        raise ValidationError({field: message % {"end": write_clock(end_ms / 1000)}})
    return min(at_ms, end_ms)


def shift_since(*, take: Take, zero_ms: int | None) -> int:
    """Return by how much moments have moved since they were read, in milliseconds.

    `zero_ms` is where they began then: on a page that was open when the recording was trimmed, or
    its file replaced, they count from another beginning. None where that is not known.
    """
    if zero_ms is None:
        return 0
    take.recording.refresh_from_db(fields=["zero_ms", "duration_s"])
    return zero_ms - take.recording.zero_ms


def clip_span(
    *, take: Take, start_ms: int, end_ms: int | None, zero_ms: int | None = None
) -> tuple[int, int | None]:
    """Return start and end if both lie within the recording and the end comes later.

    Both count from `zero_ms`, as `shift_since` says.
    """
    shift_ms = shift_since(take=take, zero_ms=zero_ms)
    start_ms += shift_ms
    end_ms = None if end_ms is None else end_ms + shift_ms
    start_ms = clip_moment(take=take, at_ms=start_ms, field="start_ms")
    if end_ms is None:
        return start_ms, None
    end_ms = clip_moment(take=take, at_ms=end_ms, field="end_ms")
    if end_ms <= start_ms:
        raise ValidationError({"end_ms": _("A span ends after it starts.")})
    return start_ms, end_ms
