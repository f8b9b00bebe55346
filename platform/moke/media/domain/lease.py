"""Holding a recording while a worker is at it, so that nobody else publishes what it makes."""

import time
import uuid
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from moke.media.enums import State
from moke.media.models import Recording

LEASE = timedelta(seconds=30)
REPORT_EVERY_S = 1.0


class LeaseLost(Exception):
    """Another worker took the recording over, somebody stopped the work, or it is gone."""


def claim(recordings: QuerySet[Recording], **changes) -> str | None:
    """Take hold of the one recording among these; return the lease, None where there is none."""
    lease, now = uuid.uuid4().hex, timezone.now()
    claimed = recordings.update(attempt=lease, leased_until=now + LEASE, changed_at=now, **changes)
    return lease if claimed else None


def is_free() -> Q:
    """Of recordings that no worker holds now."""
    return Q(leased_until=None) | Q(leased_until__lt=timezone.now())


def held(recording: Recording, lease: str) -> QuerySet[Recording]:
    """Return the recording as long as the lease holds it."""
    return Recording.objects.filter(pk=recording.pk, attempt=lease)


def move(recording: Recording, lease: str, **changes) -> None:
    """Keep the lease and write `changes`. Raises LeaseLost."""
    now = timezone.now()
    if not held(recording, lease).update(leased_until=now + LEASE, changed_at=now, **changes):
        raise LeaseLost


class Reporter:
    """Keeps the lease and writes progress to the recording, about once a second.

    Each of its methods raises LeaseLost when the work is in vain.
    """

    def __init__(self, recording: Recording, lease: str) -> None:
        self.recording = recording
        self.lease = lease
        self.told_at = float("-inf")
        self.begin()

    def begin(self) -> None:
        """Note that the encode begins now."""
        self.began_at = time.monotonic()

    def hold(self, _news: object) -> None:
        """Keep the lease while files move."""
        if self._is_due():
            move(self.recording, self.lease)

    def tell(self, fraction: float) -> None:
        """Note that `fraction` (0–1) of the encode is done."""
        if not self._is_due():
            return
        spent_s = self.told_at - self.began_at
        left_s = round(spent_s * (1 - fraction) / fraction) if fraction > 0 else None
        self.note(percent=min(98, round(98 * fraction)), time_left_s=left_s)

    def note(self, **progress) -> None:
        """Write progress down where people look for it."""
        move(self.recording, self.lease, state=State.ENCODING, **progress)

    def _is_due(self) -> bool:
        now = time.monotonic()
        if now - self.told_at < REPORT_EVERY_S:
            return False
        self.told_at = now
        return True
