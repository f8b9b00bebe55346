"""Where a person stopped watching."""

from django.conf import settings

from moke.media.models import Recording, WatchPosition

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
