"""Asking for a recording's beginning and end to be cut away."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from moke.media.domain.rework import begin_rework, is_reworked
from moke.media.domain.trimming import length_ms
from moke.media.enums import WANTS_REWORK, ReworkState, State
from moke.media.models import Recording, TrimWork
from moke.media.tasks import trim_recording
from moke.media.trim import SAME_MOMENT_MS, Trim
from moke.ui.clock import write_clock

LEAST_MS = 1000
ROUNDED_MS = 500
"""Players round: a recording may be kept to this far beyond its end."""


def check_trim(*, recording: Recording, start_ms: int, end_ms: int | None) -> Trim:
    """Return what would be kept; None is the recording's end.

    Raises ValidationError, by field, for what lies outside of it, keeps less than a second or
    cuts nothing, and where the recording is at work.
    """
    if recording.state != State.READY or not recording.is_ready:
        message = _("The recording can be cut once all of it is encoded. Please wait a moment.")
        raise ValidationError(message)
    if is_reworked(recording=recording):
        raise ValidationError(
            _("This recording is being changed already. Please wait until it is.")
        )
    last_ms = length_ms(recording)
    end_ms = last_ms if end_ms is None else end_ms
    if max(start_ms, end_ms) > last_ms + ROUNDED_MS:
        field = "end" if end_ms > last_ms + ROUNDED_MS else "start"
        message = _("This moment lies outside the recording, which ends at %(end)s.")
        raise ValidationError({field: message % {"end": write_clock(last_ms / 1000)}})
    wanted = Trim(start_ms, last_ms if end_ms > last_ms - SAME_MOMENT_MS else end_ms)
    if wanted.length_ms < LEAST_MS:
        raise ValidationError({"end": _("Keep a second at least: the end comes after the start.")})
    if wanted == Trim(0, last_ms):
        raise ValidationError(_("This is the whole recording. Choose where it shall begin or end."))
    return wanted


@transaction.atomic
def ask_to_trim(*, recording: Recording, wanted: Trim, hold_back: bool) -> None:
    """Have a recording cut; with `hold_back` nobody else sees it until then.

    One that was held back before stays so, whatever it was for.
    Raises ValidationError as `check_trim` does.
    """
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    wanted = check_trim(recording=current, start_ms=wanted.start_ms, end_ms=wanted.end_ms)
    hides = hold_back and not current.is_held_back
    if hides:
        current.is_held_back = True
        current.save(update_fields=["is_held_back"])
    asked = {"start_ms": wanted.start_ms, "end_ms": wanted.end_ms, "hides": hides}
    begin_rework(kind=TrimWork, recording=current, **asked)
    trim_recording.enqueue(current.pk)


@transaction.atomic
def retry_trim(*, recording: Recording) -> bool:
    """Try once more what failed; return whether there was reason to."""
    failed = TrimWork.objects.filter(recording=recording, state=ReworkState.FAILED)
    if not failed.update(state=ReworkState.WAITING, problem="", percent=0, time_left_s=None):
        return False
    trim_recording.enqueue(recording.pk)
    return True


def resume_trims() -> int:
    """Ask again for all that is to be cut; return how many. Harmless."""
    waiting = TrimWork.objects.filter(state__in=WANTS_REWORK)
    ids = list(waiting.values_list("recording_id", flat=True))
    for recording_id in ids:
        trim_recording.enqueue(recording_id)
    return len(ids)
