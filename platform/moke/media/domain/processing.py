"""One worker's attempt at a recording: claim it, look at it, encode it, publish it."""

import logging
import shutil
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from moke.backends.afar import StoreAway
from moke.media.chunks import can_be_cut
from moke.media.domain.edit import with_edits
from moke.media.domain.encoding import encode_set, forget_parts
from moke.media.domain.lease import LeaseLost, Reporter, claim, held, is_free, move
from moke.media.domain.publish import publish
from moke.media.early import Early, make_early, plan_early
from moke.media.enums import AT_WORK, UNDER_WAY, Problem, State
from moke.media.files import (
    bytes_to_fetch,
    check_room,
    has_room,
    local_source,
    remove_attempts,
    work_folder,
)
from moke.media.models import Recording
from moke.media.plan import EncodePlan, plan_encodes, without_copy
from moke.media.probe import Probe, probe
from moke.media.problems import EncodeError, RecordingError
from moke.media.stamp import begun_by
from moke.media.transcode import Encoded, FirstRung, wrap_first

ROOM_AGAIN = timedelta(minutes=10)
STORE_AGAIN = timedelta(minutes=1)

logger = logging.getLogger(__name__)


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
    except OSError:
        if held(recording, attempt).exists():
            raise
        return None  # who took over swept the folder that this was working in
    finally:
        held(recording, attempt).update(leased_until=None)


def give_up(*, recording: Recording, problem: Problem = Problem.TOO_SLOW) -> bool:
    """Settle a recording that workers died at; return whether it was unfinished.

    A worker that is still at it ends within seconds.
    """
    unfinished = Recording.objects.filter(pk=recording.pk, state__in=UNDER_WAY)
    changed = _give_up(unfinished, problem, attempt="", leased_until=None)
    if changed and problem != Problem.STOPPED:
        forget_parts(recording=recording)
    return changed


def remove_retired(*, recording: Recording) -> None:
    """Remove the files of all sets but the published one, unless some are on their way.

    What is deleted keeps them until it is erased. Raises StoreAway.
    """
    unfinished = (*UNDER_WAY, State.DELETED)
    current = (
        Recording.objects.filter(is_free(), pk=recording.pk).exclude(state__in=unfinished).first()
    )
    if current:
        remove_attempts(key=current.key, keep={current.published_attempt})


def _work(recording: Recording, attempt: str) -> datetime | None:
    try:
        _make(recording, attempt)
    except RecordingError as error:
        return _settle(recording, attempt, error.problem)
    except StoreAway as error:
        logger.warning("Recording %s waits for the store of files: %s", recording.key, error)
        move(recording, attempt, state=State.QUEUED, percent=0, time_left_s=None)
        return timezone.now() + STORE_AGAIN
    return None


def _make(recording: Recording, lease: str) -> None:
    recording.refresh_from_db(fields=["source"])
    name = recording.source
    reporter = Reporter(recording, lease)
    with work_folder(key=recording.key, attempt=lease) as folder:
        check_room(bytes_to_fetch(name=name))
        with local_source(name=name, folder=folder, on_progress=reporter.hold) as source:
            found = probe(source)
            plan = with_edits(plan_encodes(found), recording=recording)
            starts = begun_by(found.possible_starts, skip_s=plan.skip_s)
            move(recording, lease, possible_starts=starts)
            check_room(plan.likely_bytes)
            reporter.begin()
            first = _play_at_once(reporter, found, plan, source, folder / "first")
            move(recording, lease, state=State.ENCODING)
            plan, boundaries_s = _following(first, reporter, plan, source)
            made = folder / "set"
            made.mkdir()
            encoded = encode_set(
                recording=recording,
                plan=plan,
                source=source,
                folder=made,
                boundaries_s=boundaries_s,
                on_progress=reporter.tell,
            )
        move(recording, lease, state=State.PUBLISHING, percent=99, time_left_s=None)
        published = publish(
            recording=recording,
            lease=lease,
            attempt=uuid.uuid4().hex,
            folder=made,
            encoded=encoded,
            on_progress=reporter.hold,
        )
    if not published:  # and who holds the recording now needs its parts
        raise LeaseLost
    forget_parts(recording=recording)


def _play_at_once(
    reporter: Reporter, found: Probe, plan: EncodePlan, source: Path, folder: Path
) -> FirstRung | None:
    """Publish what can be played before anything of the set is encoded, unless something is.

    Returns the file's own picture where that stays in the set; else everything is encoded.
    """
    recording = reporter.recording
    try:
        first = _wrap_first(reporter, plan, source, _emptied(folder))
        recording.refresh_from_db(fields=["published_attempt"])
        if recording.is_ready:
            return first
        if first:
            return first if _publish_first(reporter, folder, first.encoded) else None
        for early in plan_early(found, plan):
            made = _make_early(reporter, plan, early, source, _emptied(folder))
            if made and _publish_first(reporter, folder, made):
                break
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return None


def _following(
    first: FirstRung | None, reporter: Reporter, plan: EncodePlan, source: Path
) -> tuple[EncodePlan, Sequence[float]]:
    """Return the plan, which copies nothing that chunks cannot follow, and where segments begin."""
    boundaries_s = first.boundaries_s if first else ()
    is_followed = can_be_cut(plan, source, boundaries_s)
    reporter.hold(None)
    return (plan, boundaries_s) if is_followed else (without_copy(plan), ())


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _wrap_first(
    reporter: Reporter, plan: EncodePlan, source: Path, folder: Path
) -> FirstRung | None:
    try:
        return wrap_first(plan, source, folder, reporter.hold)
    except EncodeError as error:
        logger.info("Recording %s cannot be played as it lies: %s", reporter.recording.key, error)
        return None


def _make_early(
    reporter: Reporter, plan: EncodePlan, early: Early, source: Path, folder: Path
) -> Encoded | None:
    """None where the room is wanted for the set, or nothing can be made."""
    needed = source.stat().st_size if early.is_wrapped else 0
    if not has_room(plan.likely_bytes + needed):
        return None
    try:
        return make_early(plan, early, source, folder, reporter.hold)
    except EncodeError as error:
        logger.info("Recording %s has no early rung: %s", reporter.recording.key, error)
        return None


def _publish_first(reporter: Reporter, folder: Path, encoded: Encoded) -> bool:
    """Return whether the set is what it shall be. Raises LeaseLost."""
    try:
        published = publish(
            recording=reporter.recording,
            lease=reporter.lease,
            attempt=uuid.uuid4().hex,
            folder=folder,
            encoded=encoded,
            on_progress=reporter.hold,
        )
    except EncodeError as error:
        logger.info("Recording %s cannot be played early: %s", reporter.recording.key, error)
        return False
    if not published:
        raise LeaseLost
    return True


def _settle(recording: Recording, attempt: str, problem: Problem) -> datetime | None:
    if problem == Problem.NO_SPACE:
        move(recording, attempt, state=State.QUEUED, percent=0, problem=problem)
        return timezone.now() + ROOM_AGAIN
    if not _give_up(held(recording, attempt), problem):
        raise LeaseLost
    forget_parts(recording=recording)
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


def _claim(recording: Recording) -> str | None:
    return claim(
        Recording.objects.filter(
            Q(state=State.QUEUED) | Q(state__in=AT_WORK) & is_free(), pk=recording.pk
        ),
        state=State.PROBING,
        percent=0,
        time_left_s=None,
        problem="",
        warning="",
    )


def _end_of_lease(recording: Recording) -> datetime | None:
    return (
        Recording.objects.filter(pk=recording.pk, state__in=AT_WORK)
        .values_list("leased_until", flat=True)
        .first()
    )
