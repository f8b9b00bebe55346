"""Where a person stopped watching."""

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Greatest, Least

from moke.media.models import Recording, WatchPosition
from moke.media.trim import Trim

NEAR_THE_END_S = 10


def keep_position(*, person, recording: Recording, position_s: float) -> None:
    """Remember where the person is, within the recording's length."""
    end_s = recording.duration_s or settings.MOKE_MAX_RECORDING_S
    WatchPosition.objects.update_or_create(
        person=person,
        recording=recording,
        defaults={"position_s": min(max(position_s, 0.0), end_s)},
    )


def position_of(*, person, recording: Recording) -> float:
    """Return the second to go on from: 0 for who never watched, or watched to the end."""
    if not person.is_authenticated:
        return 0.0
    kept = WatchPosition.objects.filter(person=person, recording=recording).first()
    if kept is None:
        return 0.0
    if recording.duration_s and kept.position_s > recording.duration_s - NEAR_THE_END_S:
        return 0.0
    return kept.position_s


def trim_positions(*, recording: Recording, trim: Trim) -> None:
    """Move where people stopped watching along with a recording that is trimmed."""
    moved = Least(Greatest(F("position_s") - trim.start_s, 0.0), trim.length_ms / 1000)
    WatchPosition.objects.filter(recording=recording).update(position_s=moved)
