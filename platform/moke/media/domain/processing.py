"""One worker's attempt at a recording: claim it, look at it, encode it, publish it."""

import logging
import shutil
import time
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from moke.backends.afar import StoreAway
from moke.media.domain.publish import publish
from moke.media.enums import AT_WORK, UNDER_WAY, Problem, State
from moke.media.files import (
    SPARE_BYTES,
    bytes_to_fetch,
    free_bytes,
    local_source,
    parts_folder,
    remove_attempts,
    remove_parts,
    work_folder,
)
from moke.media.models import Recording
from moke.media.parts import parts_name
from moke.media.plan import EncodePlan, plan_encodes, without_copy
from moke.media.probe import probe
from moke.media.problems import EncodeError, RecordingError
from moke.media.transcode import FirstRung, transcode, wrap_first

LEASE = timedelta(seconds=30)
ROOM_AGAIN = timedelta(minutes=10)
STORE_AGAIN = timedelta(minutes=1)
REPORT_EVERY_S = 1.0

logger = logging.getLogger(__name__)


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
        return None
    finally:
        _held(recording, attempt).update(leased_until=None)


def give_up(*, recording: Recording) -> bool:
    """Settle a recording that workers died at; return whether it was unfinished."""
    unfinished = Recording.objects.filter(pk=recording.pk, state__in=UNDER_WAY)
    changed = _give_up(unfinished, Problem.TOO_SLOW, attempt="", leased_until=None)
    if changed:
        remove_parts(key=recording.key)
    return changed


def remove_retired(*, recording: Recording) -> None:
    """Remove the files of all sets but the published one, unless some are on their way.

    Raises StoreAway.
    """
    current = Recording.objects.filter(pk=recording.pk).exclude(state__in=UNDER_WAY).first()
    if current:
        remove_attempts(key=current.key, keep={current.published_attempt})


def _work(recording: Recording, attempt: str) -> datetime | None:
    try:
        _make(recording, attempt)
    except RecordingError as error:
        return _settle(recording, attempt, error.problem)
    except StoreAway as error:
        logger.warning("Recording %s waits for the store of files: %s", recording.key, error)
        _move(recording, attempt, state=State.QUEUED, percent=0, time_left_s=None)
        return timezone.now() + STORE_AGAIN
    return None


def _make(recording: Recording, lease: str) -> None:
    key = recording.key
    reporter = Reporter(recording, lease)
    with work_folder(key=key, attempt=lease) as folder:
        _check_room(bytes_to_fetch(key=key))
        with local_source(key=key, folder=folder, on_progress=reporter.hold) as source:
            plan = plan_encodes(probe(source))
            _check_room(plan.likely_bytes)
            reporter.begin()
            first = _play_at_once(recording, reporter, plan, source, folder / "first")
            _move(recording, lease, state=State.ENCODING)
            plan = plan if first else without_copy(plan)
            boundaries_s = first.boundaries_s if first else ()
            name = parts_name(plan, source.stat().st_size, boundaries_s)
            parts = parts_folder(key=key, name=name)
            made = folder / "set"
            made.mkdir()
            tell = reporter.tell
            encoded = transcode(plan, source, made, parts, tell, boundaries_s=boundaries_s)
        _move(recording, lease, state=State.PUBLISHING, percent=99, time_left_s=None)
        publish(
            recording=recording,
            lease=lease,
            attempt=uuid.uuid4().hex,
            folder=made,
            encoded=encoded,
            on_progress=reporter.hold,
        )
    remove_parts(key=key)


def _play_at_once(
    recording: Recording, reporter: "Reporter", plan: EncodePlan, source: Path, folder: Path
) -> FirstRung | None:
    """Publish the file's own picture where every browser plays it, before anything is encoded.

    None where that cannot be; then everything is encoded.
    """
    folder.mkdir()
    try:
        first = wrap_first(plan, source, folder, reporter.hold)
        recording.refresh_from_db(fields=["published_attempt"])
        if first is None or recording.is_ready:
            return first
        published = publish(
            recording=recording,
            lease=reporter.attempt,
            attempt=uuid.uuid4().hex,
            folder=folder,
            encoded=first.encoded,
            on_progress=reporter.hold,
        )
    except EncodeError as error:
        logger.info("Recording %s cannot be played as it lies: %s", recording.key, error)
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if not published:
        raise LeaseLost
    return first


def _settle(recording: Recording, attempt: str, problem: Problem) -> datetime | None:
    if problem == Problem.NO_SPACE:
        _move(recording, attempt, state=State.QUEUED, percent=0, problem=problem)
        return timezone.now() + ROOM_AGAIN
    if not _give_up(_held(recording, attempt), problem):
        raise LeaseLost
    remove_parts(key=recording.key)
    return None


def _give_up(recordings: QuerySet[Recording], problem: Problem, **changes) -> bool:
    """Let a recording fail, or be content with the first rung, where that can be played."""
    playable = ~Q(published_attempt="")
    return bool(
        recordings.update(
            state=Case(When(playable, then=Value(State.READY)), default=Value(State.FAILED)),
            warning=Case(When(playable, then=Value(problem)), default=Value("")),
            problem=Case(When(playable, then=Value("")), default=Value(problem)),
            time_left_s=None,
            changed_at=timezone.now(),
            **changes,
        )
    )


class Reporter:
    """Keeps the lease and writes progress to the recording, about once a second.

    Each of its methods raises LeaseLost when the work is in vain.
    """

    def __init__(self, recording: Recording, attempt: str) -> None:
        self.recording = recording
        self.attempt = attempt
        self.told_at = float("-inf")
        self.begin()

    def begin(self) -> None:
        """Note that the encode begins now."""
        self.began_at = time.monotonic()

    def hold(self, _news: object) -> None:
        """Keep the lease while files move."""
        if self._is_due():
            _move(self.recording, self.attempt)

    def tell(self, fraction: float) -> None:
        """Note that `fraction` (0–1) of the encode is done."""
        if not self._is_due():
            return
        spent_s = self.told_at - self.began_at
        left_s = round(spent_s * (1 - fraction) / fraction) if fraction > 0 else None
        _move(
            self.recording,
            self.attempt,
            state=State.ENCODING,
            percent=min(98, round(98 * fraction)),
            time_left_s=left_s,
        )

    def _is_due(self) -> bool:
        now = time.monotonic()
        if now - self.told_at < REPORT_EVERY_S:
            return False
        self.told_at = now
        return True


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


def _check_room(needed_bytes: int) -> None:
    if free_bytes() < needed_bytes + SPARE_BYTES:
        raise RecordingError(Problem.NO_SPACE)
