"""Deleting a recording, and restoring it.

What is deleted has no published set, so no door shows it.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from moke.media.deletion_tasks import erase_deleted_recordings
from moke.media.domain.erasing import erase_due
from moke.media.enums import UNDER_WAY, UNSETTLED, WANTS_REFINING, State
from moke.media.models import BlurWork, Deletion, Recording, Refinement, Replacement, TrimWork
from moke.media.tasks import (
    blur_recording,
    process_recording,
    refine_recording,
    replace_recording,
    trim_recording,
)


@transaction.atomic
def delete_recording(*, recording: Recording) -> Deletion:
    """Shut every door to a recording; workers that are at it end within seconds.

    It can be restored for `MOKE_DELETED_KEPT_DAYS`. Deleting twice changes nothing.
    """
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    if current.state == State.DELETED:
        return current.deletion
    deletion = Deletion.objects.create(
        recording=current,
        state=current.state,
        attempt=current.published_attempt,
        erase_at=timezone.now() + timedelta(days=settings.MOKE_DELETED_KEPT_DAYS),
    )
    current.state = State.DELETED
    current.published_attempt = current.attempt = ""
    current.leased_until = current.time_left_s = None
    current.save()
    return deletion


@transaction.atomic
def restore_recording(*, recording: Recording) -> bool:
    """Make a deleted recording what it was, and have unfinished work done; False once erased.

    Restoring what is not deleted changes nothing.
    """
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    if current.state != State.DELETED:
        return True
    deletion = current.deletion
    if deletion.erased_at:
        return False
    current.state = _state_after(State(deletion.state))
    current.published_attempt = deletion.attempt
    current.save()
    deletion.delete()
    _resume(current)
    return True


@transaction.atomic
def erase_recording(*, recording: Recording) -> None:
    """Erase a deleted recording now, for good. Erasing twice changes nothing."""
    now = timezone.now()
    Deletion.objects.filter(recording=recording, erased_at=None).update(erase_at=now)
    erase_due(at=now)
    erase_deleted_recordings.enqueue()


def _state_after(before: State) -> State:
    if before in UNDER_WAY:
        return State.QUEUED
    return State.WAITING if before == State.UPLOADING else before


def _resume(recording: Recording) -> None:
    if recording.state == State.QUEUED:
        process_recording.enqueue(recording.pk)
    works = (
        (BlurWork, blur_recording),
        (TrimWork, trim_recording),
        (Replacement, replace_recording),
    )
    for kind, do in works:
        if kind.objects.filter(recording=recording, state__in=UNSETTLED).exists():
            do.enqueue(recording.pk)
    if Refinement.objects.filter(recording=recording, state__in=WANTS_REFINING).exists():
        refine_recording.enqueue(recording.pk)
