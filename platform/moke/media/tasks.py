from collections.abc import Callable
from datetime import datetime, timedelta

from django.tasks import TaskContext, task
from django.utils import timezone

from moke.backends.afar import StoreAway
from moke.media.domain.blurring import blur
from moke.media.domain.processing import give_up, process, remove_retired
from moke.media.domain.refining import give_up_refining, make_wait, refine
from moke.media.domain.replacing import replace
from moke.media.domain.rework import give_up_rework
from moke.media.domain.trimming import trim
from moke.media.models import BlurWork, Recording, Replacement, TrimWork
from moke.media.models.rework import Rework
from moke.media.share_tasks import IN_IDLE_TIME

BEHIND_SHORT_TASKS = -10
TRIES = 5
STILL_WATCHED = timedelta(hours=3)
"""For so long who watches may go on with files that others have taken the place of."""


@task(  # type: ignore[call-overload]
    priority=BEHIND_SHORT_TASKS, max_attempts=TRIES + 1, takes_context=True
)
def process_recording(context: TaskContext, recording_id: int) -> None:
    """Encode and publish a recording; come back later where that is what it takes.

    Workers that die at it are followed by others, but not for ever: after so many tries
    its owner is told.
    """
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording is None:
        return
    if context.attempt > TRIES:
        give_up(recording=recording)
    elif look_again_at := process(recording=recording):
        process_recording.using(run_after=look_again_at).enqueue(recording_id)
    else:
        remove_retired_files.using(run_after=timezone.now() + STILL_WATCHED).enqueue(recording_id)
        if make_wait(recording=recording):
            refine_recording.enqueue(recording_id)


@task(priority=IN_IDLE_TIME, max_attempts=TRIES + 1, takes_context=True)  # type: ignore[call-overload]
def refine_recording(context: TaskContext, recording_id: int) -> None:
    """Encode a recording that many will watch once more, behind all that waits to be seen."""
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording is None:
        return
    if context.attempt > TRIES:
        give_up_refining(recording=recording)
    elif look_again_at := refine(recording=recording):
        refine_recording.using(run_after=look_again_at).enqueue(recording_id)
        return
    remove_retired_files.using(run_after=timezone.now() + STILL_WATCHED).enqueue(recording_id)


@task(  # type: ignore[call-overload]
    priority=BEHIND_SHORT_TASKS, max_attempts=TRIES + 1, takes_context=True
)
def blur_recording(context: TaskContext, recording_id: int) -> None:
    """Burn boxes into a recording; come back later where that is what it takes."""
    if again_at := _rework(context, recording_id, BlurWork, blur):
        blur_recording.using(run_after=again_at).enqueue(recording_id)


@task(  # type: ignore[call-overload]
    priority=BEHIND_SHORT_TASKS, max_attempts=TRIES + 1, takes_context=True
)
def trim_recording(context: TaskContext, recording_id: int) -> None:
    """Cut a recording; come back later where that is what it takes."""
    if again_at := _rework(context, recording_id, TrimWork, trim):
        trim_recording.using(run_after=again_at).enqueue(recording_id)


@task(  # type: ignore[call-overload]
    priority=BEHIND_SHORT_TASKS, max_attempts=TRIES + 1, takes_context=True
)
def replace_recording(context: TaskContext, recording_id: int) -> None:
    """Look at a recording's new file or put it in place; come back later where that is needed."""
    if again_at := _rework(context, recording_id, Replacement, replace):
        replace_recording.using(run_after=again_at).enqueue(recording_id)


def _rework(
    context: TaskContext, recording_id: int, kind: type[Rework], do: Callable[..., datetime | None]
) -> datetime | None:
    """Make a recording anew as its author asked; return when to look again, if ever."""
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording is None:
        return None
    if context.attempt > TRIES:
        give_up_rework(kind=kind, recording=recording)
    elif again_at := do(recording=recording):
        return again_at
    elif make_wait(recording=recording):
        refine_recording.enqueue(recording_id)
    return None


@task(priority=BEHIND_SHORT_TASKS)
def remove_retired_files(recording_id: int) -> None:
    """Remove what nobody can be watching any more; later while the store is away."""
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording is None:
        return
    try:
        remove_retired(recording=recording)
    except StoreAway:
        remove_retired_files.using(run_after=timezone.now() + STILL_WATCHED).enqueue(recording_id)
