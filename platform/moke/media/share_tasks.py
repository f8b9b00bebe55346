"""Asking the workers of all hosts to help with a recording."""

from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from moke.media.domain.helping import has_open_chunks, help_encode
from moke.media.enums import State
from moke.media.models import Recording

BEHIND_ALL_BUT_IDLE = -30
IN_IDLE_TIME = -50
AGAIN = timedelta(seconds=5)


@task(priority=BEHIND_ALL_BUT_IDLE)
def help_with_chunks(recording_id: int) -> None:
    """Help, after having left word for the next worker; nothing where all is done."""
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording and has_open_chunks(recording=recording):
        ask_for_help(recording, after=AGAIN)
        help_encode(recording=recording)


def ask_for_help(recording: Recording, *, after: timedelta = timedelta()) -> None:
    """Leave word for the next worker that has nothing more urgent to do."""
    is_idle_work = recording.state == State.READY
    priority = IN_IDLE_TIME if is_idle_work else BEHIND_ALL_BUT_IDLE
    due = timezone.now() + after if after else None
    help_with_chunks.using(priority=priority, run_after=due).enqueue(recording.pk)
