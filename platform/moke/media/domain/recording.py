"""A recording from the file that arrives to the work that is asked for."""

from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from moke.media.domain.processing import process
from moke.media.enums import State
from moke.media.files import adopt_source, has_source
from moke.media.models import Recording
from moke.media.tasks import process_recording

__all__ = ["process", "receive_file", "resume_recordings", "retry"]

AWAITING_A_FILE = (State.WAITING, State.UPLOADING, State.FAILED)
AT_WORK = (State.PROBING, State.ENCODING, State.PUBLISHING)


@transaction.atomic
def receive_file(
    *, recording: Recording, path: Path, original_name: str, size_bytes: int
) -> Recording:
    """Make a whole local file the recording's source and have it processed.

    The file at `path` is moved away. Harmless when repeated: a recording that already
    has its file keeps it. Raises FileNotFoundError when there is no file to take.
    """
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    if current.is_ready or current.state not in AWAITING_A_FILE:
        return current
    if path.exists() or not has_source(key=current.key, size_bytes=size_bytes):
        adopt_source(path=path, key=current.key)
    current.source = f"{current.key}/source"
    current.original_name = _shown_name(original_name)
    current.size_bytes = size_bytes
    _queue(current)
    current.save()
    process_recording.enqueue(current.pk)
    return current


@transaction.atomic
def retry(*, recording: Recording) -> bool:
    """Process a failed recording's file once more; return whether there was reason to."""
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    if current.state != State.FAILED or not current.source:
        return False
    _queue(current)
    current.save()
    process_recording.enqueue(current.pk)
    return True


def resume_recordings() -> int:
    """Ask again for every recording that waits or was given up midway; return how many.

    For the start of a worker: asking twice is harmless, since only one attempt can hold
    a recording.
    """
    given_up = Q(state__in=AT_WORK) & (Q(leased_until=None) | Q(leased_until__lt=timezone.now()))
    ids = list(
        Recording.objects.filter(Q(state=State.QUEUED) | given_up).values_list("pk", flat=True)
    )
    for recording_id in ids:
        process_recording.enqueue(recording_id)
    return len(ids)


def _queue(recording: Recording) -> None:
    recording.state = State.QUEUED
    recording.percent = 0
    recording.time_left_s = None
    recording.problem = recording.warning = ""
    recording.attempt = ""
    recording.leased_until = None


def _shown_name(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(c for c in last if c.isprintable()).strip()
    return printable[: Recording._meta.get_field("original_name").max_length]
