"""One worker's attempt at a recording: claim it, look at it, encode it, publish it."""

import time
import uuid
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from moke.media.domain.publish import publish
from moke.media.enums import AT_WORK, UNDER_WAY, Problem, State
from moke.media.files import (
    SPARE_BYTES,
    free_bytes,
    local_source,
    remove_attempt,
    remove_attempts,
    work_folder,
)
from moke.media.models import Recording
from moke.media.plan import EncodePlan, plan_encodes
from moke.media.probe import probe
from moke.media.problems import RecordingError
from moke.media.transcode import transcode

LEASE = timedelta(seconds=30)
ROOM_AGAIN = timedelta(minutes=10)
REPORT_EVERY_S = 1.0


class LeaseLost(Exception):
    """Another worker took the recording over, or it is gone."""


def process(*, recording: Recording) -> datetime | None:
    """Take a queued recording to ready or failed; return when to look again, if ever.

    May run twice, at once or after a crash: an attempt holds a lease that it renews while
    it works, and only the attempt that holds the lease can publish.
    """
    attempt = _claim(recording)
    if attempt is None:
        return _end_of_lease(recording)
    try:
        return _work(recording, attempt)
    except LeaseLost:
        remove_attempt(key=recording.key, attempt=attempt)
        return None
    finally:
        _held(recording, attempt).update(leased_until=None)


def give_up(*, recording: Recording) -> bool:
    """Mark a recording as failed that workers died at; return whether it was unfinished."""
    unfinished = Recording.objects.filter(pk=recording.pk, state__in=UNDER_WAY)
    changed = unfinished.update(
        state=State.FAILED,
        problem=Problem.TOO_SLOW,
        attempt="",
        leased_until=None,
        time_left_s=None,
        changed_at=timezone.now(),
    )
    return bool(changed)


def _work(recording: Recording, attempt: str) -> datetime | None:
    recording.refresh_from_db(fields=["published_attempt"])
    remove_attempts(key=recording.key, keep={recording.published_attempt})
    try:
        with work_folder(key=recording.key, attempt=attempt) as folder:
            with local_source(key=recording.key, folder=folder.parent) as source:
                plan = plan_encodes(probe(source))
                _check_room(plan)
                reporter = Reporter(recording, attempt)
                encoded = transcode(plan, source, folder, reporter.tell)
            _move(recording, attempt, state=State.PUBLISHING, percent=99, time_left_s=None)
            publish(recording=recording, attempt=attempt, folder=folder, encoded=encoded)
    except RecordingError as error:
        return _settle(recording, attempt, error.problem)
    return None


def _settle(recording: Recording, attempt: str, problem: Problem) -> datetime | None:
    remove_attempt(key=recording.key, attempt=attempt)
    if problem == Problem.NO_SPACE:
        _move(recording, attempt, state=State.QUEUED, percent=0, problem=problem)
        return timezone.now() + ROOM_AGAIN
    _move(recording, attempt, state=State.FAILED, time_left_s=None, problem=problem)
    return None


class Reporter:
    """Writes an encode's progress to its recording, about once a second."""

    def __init__(self, recording: Recording, attempt: str) -> None:
        self.recording = recording
        self.attempt = attempt
        self.began_at = time.monotonic()
        self.told_at = float("-inf")

    def tell(self, fraction: float) -> None:
        """Note that `fraction` (0–1) is done. Raises LeaseLost when the work is in vain."""
        now = time.monotonic()
        if now - self.told_at < REPORT_EVERY_S:
            return
        self.told_at = now
        spent_s = now - self.began_at
        left_s = round(spent_s * (1 - fraction) / fraction) if fraction > 0 else None
        _move(
            self.recording,
            self.attempt,
            state=State.ENCODING,
            percent=min(98, round(98 * fraction)),
            time_left_s=left_s,
        )


def _claim(recording: Recording) -> str | None:
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    attempt = uuid.uuid4().hex
    claimed = Recording.objects.filter(
        Q(state=State.QUEUED) | Q(state__in=AT_WORK) & free, pk=recording.pk
    ).update(
        attempt=attempt,
        leased_until=now + LEASE,
        state=State.PROBING,
        percent=0,
        time_left_s=None,
        problem="",
        warning="",
        changed_at=now,
    )
    return attempt if claimed else None


def _end_of_lease(recording: Recording) -> datetime | None:
    return (
        Recording.objects.filter(pk=recording.pk, state__in=AT_WORK)
        .values_list("leased_until", flat=True)
        .first()
    )


def _move(recording: Recording, attempt: str, **changes) -> None:
    now = timezone.now()
    held = _held(recording, attempt).update(leased_until=now + LEASE, changed_at=now, **changes)
    if not held:
        raise LeaseLost


def _held(recording: Recording, attempt: str):
    return Recording.objects.filter(pk=recording.pk, attempt=attempt)


def _check_room(plan: EncodePlan) -> None:
    if free_bytes() < plan.likely_bytes + SPARE_BYTES:
        raise RecordingError(Problem.NO_SPACE)
