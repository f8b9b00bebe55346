"""Asking the workers of all hosts to help with a recording."""

from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from moke.media.domain.helping import has_open_chunks, help_encode
from moke.media.models import Recording

BEHIND_ALL_BUT_IDLE = -30
AGAIN = timedelta(seconds=5)


@task(priority=BEHIND_ALL_BUT_IDLE)
def help_with_chunks(recording_id: int) -> None:
    """Help, after having left word for the next worker; nothing where all is done."""
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording and has_open_chunks(recording=recording):
        help_with_chunks.using(run_after=timezone.now() + AGAIN).enqueue(recording_id)
        help_encode(recording=recording)


def ask_for_help(recording: Recording) -> None:
    """Leave word for the next worker that has nothing more urgent to do."""
    help_with_chunks.enqueue(recording.pk)
