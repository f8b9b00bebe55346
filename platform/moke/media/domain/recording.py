"""A recording from the file that arrives to the work that is asked for."""

import unicodedata
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from moke.media.domain.processing import give_up
from moke.media.enums import AT_WORK, AWAITING_A_FILE, Problem, State
from moke.media.files import adopt_source, has_source, source_path
from moke.media.models import Recording
from moke.media.tasks import process_recording

NOT_WHOLE = Q(state=State.READY) & ~Q(warning__in=["", Problem.CUT_OFF])
"""Recordings of which only the first rung can be played, since the rest of the work failed."""
MOST_NAME_CHARS = 255
MOST_ENDING_CHARS = 10


def receive_file(
    *, recording: Recording, path: Path, original_name: str, size_bytes: int
) -> Recording:
    """Make a whole local file the recording's source and have it processed.

    The file at `path` is moved away. Harmless when repeated: a recording that already
    has its file keeps it. Raises FileNotFoundError when there is no file to take, `StoreAway`
    when it could not be sent to its bucket and stays where it is.

    Not for a transaction: on its way to a bucket a large file may take minutes.
    """
    current = Recording.objects.get(pk=recording.pk)
    if not _awaits_file(current):
        return current
    name = source_path(current.key)
    if path.exists() or not has_source(name=name, size_bytes=size_bytes):
        adopt_source(path=path, name=name)
    return _take_over(current, original_name, size_bytes)


@transaction.atomic
def _take_over(recording: Recording, original_name: str, size_bytes: int) -> Recording:
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    if not _awaits_file(current):
        return current
    current.source = source_path(current.key)
    current.original_name = clean_name(original_name)
    current.size_bytes = size_bytes
    _queue(current)
    current.save()
    process_recording.enqueue(current.pk)
    return current


def retry(*, recording: Recording) -> bool:
    """Process a file once more that failed, or of which only the first rung can be played.

    Returns whether there was reason to.
    """
    return _process_once_more(recording, Q(state=State.FAILED) | NOT_WHOLE)


def stop(*, recording: Recording) -> bool:
    """End the work on a recording, or its wait for it; return whether there was any.

    A worker that is at it ends within seconds. What it has finished is there for another try.
    """
    return give_up(recording=recording, problem=Problem.STOPPED)


def encode_again(*, recording: Recording) -> bool:
    """Make a finished recording's set anew; return whether there was reason to.

    What is published can be played meanwhile, as far as its files are whole.
    """
    return _process_once_more(recording, Q(state__in=[State.READY, State.FAILED]))


@transaction.atomic
def _process_once_more(recording: Recording, where: Q) -> bool:
    wanted = Recording.objects.select_for_update().filter(where, pk=recording.pk)
    current = wanted.exclude(source="").first()
    if current is None:
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


def clean_name(name: str) -> str:
    """Return the last part of a file's name as people see it: printable, at most 255 characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if c.isprintable()).strip()
    if len(shown) <= MOST_NAME_CHARS:
        return shown
    stem, dot, ending = shown.rpartition(".")
    if not dot or len(ending) > MOST_ENDING_CHARS:
        return shown[:MOST_NAME_CHARS]
    return stem[: MOST_NAME_CHARS - len(ending) - 1] + dot + ending


def _awaits_file(recording: Recording) -> bool:
    return not recording.is_ready and recording.state in AWAITING_A_FILE


def _queue(recording: Recording) -> None:
    recording.state = State.QUEUED
    recording.percent = 0
    recording.time_left_s = None
    recording.problem = recording.warning = ""
    recording.attempt = ""
    recording.leased_until = None
