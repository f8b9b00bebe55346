"""A new file that is sent for a recording, offered, and put in the place of its own."""

import shutil

from django.core.files.storage import storages
from django.utils import timezone

from moke.media.domain.replacement import ask_to_replace, receive_replacement
from moke.media.domain.replacing import replace
from moke.media.models import Replacement, Upload


def sent(recording, file):
    """A whole upload of a file for the recording."""
    upload = Upload.objects.create(
        person=recording.owner,
        recording=recording,
        metadata=[["recording", str(recording.key)], ["filename", "b.mp4"], ["replaces", "yes"]],
        length_bytes=file.stat().st_size,
        offset_bytes=file.stat().st_size,
        expires_at=timezone.now(),
        finished_at=timezone.now(),
    )
    upload.path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, upload.path)
    receive_replacement(upload=upload)
    return upload


def offered(recording, file):
    """A new file that was looked at and waits for its author's word."""
    sent(recording, file)
    assert replace(recording=recording) is None
    return Replacement.objects.get(recording=recording)


def confirm(recording, start_ms=0):
    source = Replacement.objects.get(recording=recording).source
    ask_to_replace(recording=recording, start_ms=start_ms, source=source)


def put_in_place(recording, file, start_ms=0):
    offered(recording, file)
    confirm(recording, start_ms)
    assert replace(recording=recording) is None
    recording.refresh_from_db()


def files_of(recording):
    return storages["recordings"].listdir(str(recording.key))


def state_of(recording):
    work = Replacement.objects.get(recording=recording)
    return work.state, work.problem
