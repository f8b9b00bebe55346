"""Asking for a better encode of recordings that many will watch. Effort follows the audience."""

from collections.abc import Iterable

from django.db import transaction

from moke.media.domain.refining import make_wait
from moke.media.enums import WANTS_REFINING, Problem, Refining, State
from moke.media.models import Recording, Refinement
from moke.media.tasks import refine_recording


@transaction.atomic
def ask_for_refinement(*, recordings: Iterable[Recording]) -> None:
    """Have recordings encoded for many viewers, once they are ready and nothing else waits.

    Harmless when repeated.
    """
    for recording in recordings:
        Refinement.objects.get_or_create(recording=recording)
        if make_wait(recording=recording):
            refine_recording.enqueue(recording.pk)


@transaction.atomic
def retry_refinement(*, refinement: Refinement) -> bool:
    """Try once more what failed or was stopped; return whether there was reason to."""
    ended = Refinement.objects.filter(
        pk=refinement.pk, state__in=[Refining.FAILED, Refining.STOPPED]
    )
    if not ended.update(state=Refining.WAITING, problem="", percent=0, time_left_s=None):
        return False
    refine_recording.enqueue(refinement.recording_id)
    return True


@transaction.atomic
def stop_refinement(*, refinement: Refinement) -> bool:
    """Leave the recording as it is; return whether there was anything to stop.

    A worker that is at it ends within seconds: it loses its hold on the recording.
    """
    wanted = Refinement.objects.filter(pk=refinement.pk, state__in=WANTS_REFINING)
    if not wanted.update(state=Refining.STOPPED, problem=Problem.STOPPED, time_left_s=None):
        return False
    published = Recording.objects.filter(pk=refinement.recording_id, state=State.READY)
    published.update(attempt="", leased_until=None)
    return True


def resume_refinements() -> int:
    """Ask again for all that wait for their better encode; return how many. Harmless."""
    waiting = Refinement.objects.filter(state__in=WANTS_REFINING, recording__state=State.READY)
    ids = list(waiting.values_list("recording_id", flat=True))
    for recording_id in ids:
        refine_recording.enqueue(recording_id)
    return len(ids)
