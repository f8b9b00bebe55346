"""Making a finished attempt the one that viewers get."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from moke.backends.afar import Progress, StoreAway
from moke.media.enums import State
from moke.media.files import file_path, publish_files, recordings_storage, remove_attempt
from moke.media.models import Recording, Rendition
from moke.media.names import POSTER
from moke.media.poster_tasks import cut_chosen_poster
from moke.media.transcode import Encoded
from moke.media.verify import digest_of, verify

Carry = Callable[[Recording, str], None]


def publish(
    *,
    recording: Recording,
    lease: str,
    attempt: str,
    folder: Path,
    encoded: Encoded,
    on_progress: Progress | None = None,
    carry: Carry | None = None,
) -> bool:
    """Verify a set's files, store them, and point the recording to them in one update.

    The files become those of `attempt`. A set that is not whole can be played from now on, while
    the work goes on. Returns whether it was published: not when `lease` does not hold the
    recording any more. Raises EncodeError where a file is not what the plan wanted, and leaves
    nothing in the store where it cannot go on.
    `on_progress` is called while files travel to a bucket. `carry` takes over what belongs to the
    set before, in the same transaction; it gets the recording, which is saved afterwards, and the
    new attempt. Without it all that is taken over is the captions, as they are.
    """
    verify(encoded, folder)
    digests = _digests(encoded, folder, on_progress)
    published = False
    try:
        publish_files(folder=folder, key=recording.key, attempt=attempt, on_progress=on_progress)
        published = _point_to(
            recording, lease, attempt, encoded, digests=digests, carry=carry or keep_captions
        )
    finally:
        if not published:
            with contextlib.suppress(StoreAway):
                remove_attempt(key=recording.key, attempt=attempt)
    return published


def _digests(encoded: Encoded, folder: Path, on_progress: Progress | None) -> dict[str, str]:
    """By rendition; of a whole set only, since viewers wait for the one before it."""
    digests: dict[str, str] = {}
    for made in encoded.renditions if encoded.is_whole else ():
        digests[made.name] = digest_of(folder / f"{made.name}.mp4")
        if on_progress:
            on_progress(0)
    return digests


@transaction.atomic
def _point_to(
    recording: Recording,
    lease: str,
    attempt: str,
    encoded: Encoded,
    *,
    digests: dict[str, str],
    carry: Carry,
) -> bool:
    current = Recording.objects.select_for_update().filter(pk=recording.pk, attempt=lease).first()
    if current is None:
        return False
    carry(current, attempt)
    current.published_attempt, current.poster = attempt, POSTER
    current.warning = encoded.warning
    current.duration_s = encoded.duration_s
    current.width_px = encoded.width_px or None
    current.height_px = encoded.height_px or None
    current.has_waveform = encoded.has_waveform
    if encoded.is_whole:
        current.state = State.READY
        current.percent = 100
        current.time_left_s = current.leased_until = None
        current.problem = ""
    current.save()
    if current.poster_ms is not None:
        cut_chosen_poster.enqueue(current.pk)
    _list_renditions(recording, encoded, digests)
    return True


def _list_renditions(recording: Recording, encoded: Encoded, digests: dict[str, str]) -> None:
    recording.renditions.all().delete()
    Rendition.objects.bulk_create(
        Rendition(
            recording_id=recording.pk,
            name=made.name,
            width_px=made.width_px,
            height_px=made.height_px,
            bits_per_s=made.bits_per_s,
            codecs=made.codecs,
            size_bytes=made.size_bytes,
            sha256=digests.get(made.name, ""),
        )
        for made in encoded.renditions
    )


def keep_captions(recording: Recording, attempt: str) -> None:
    """Lay the captions that were added to the attempt before beside the new one's files."""
    storage, key = recordings_storage(), recording.key
    for name in recording.tracks.values():
        before = file_path(key=key, attempt=recording.published_attempt, name=name)
        with storage.open(before) as track:
            storage.save(file_path(key=key, attempt=attempt, name=name), track)
