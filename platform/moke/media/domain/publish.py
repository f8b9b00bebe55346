"""Making a finished attempt the one that viewers get."""

import contextlib
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from moke.backends.afar import Progress, StoreAway
from moke.media.enums import State
from moke.media.files import publish_files, remove_attempts
from moke.media.models import Recording, Rendition
from moke.media.transcode import Encoded
from moke.media.verify import verify


def publish(
    *,
    recording: Recording,
    attempt: str,
    folder: Path,
    encoded: Encoded,
    on_progress: Progress | None = None,
) -> bool:
    """Verify an attempt's files, store them, and point the recording to them in one update.

    Returns whether it was published: not when another attempt holds the recording by then.
    Raises EncodeError where a file is not what the plan wanted. `on_progress` is called while
    files travel to a bucket.
    """
    verify(encoded, folder)
    publish_files(folder=folder, key=recording.key, attempt=attempt, on_progress=on_progress)
    published = _point_to(recording, attempt, encoded)
    with contextlib.suppress(StoreAway):  # the next attempt removes what stayed behind
        remove_attempts(key=recording.key, keep=_attempts_in_use(recording))
    return published


@transaction.atomic
def _point_to(recording: Recording, attempt: str, encoded: Encoded) -> bool:
    pointed = Recording.objects.filter(pk=recording.pk, attempt=attempt).update(
        published_attempt=attempt,
        state=State.READY,
        percent=100,
        time_left_s=None,
        leased_until=None,
        problem="",
        warning=encoded.warning,
        duration_s=encoded.duration_s,
        width_px=encoded.width_px or None,
        height_px=encoded.height_px or None,
        changed_at=timezone.now(),
    )
    if not pointed:
        return False
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
        )
        for made in encoded.renditions
    )
    return True


def _attempts_in_use(recording: Recording) -> set[str]:
    attempts = Recording.objects.filter(pk=recording.pk).values_list("attempt", "published_attempt")
    return set(attempts.first() or ())
