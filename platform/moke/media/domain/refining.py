"""One worker's attempt at encoding a finished recording once more, for many viewers.

The recording stays ready all the while. What comes out is published in one step where it costs
fewer bytes; whatever goes wrong leaves what is published untouched.
"""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from moke.backends.afar import StoreAway
from moke.media.domain.encoding import encode_set, forget_parts
from moke.media.domain.lease import LeaseLost, Reporter, claim, held, is_free, move
from moke.media.domain.publish import publish
from moke.media.domain.showcase import is_idle, plan_showcase
from moke.media.enums import WANTS_REFINING, Problem, Refining, State
from moke.media.files import (
    bytes_to_fetch,
    check_room,
    has_source,
    local_file,
    local_source,
    read_playlists,
    work_folder,
)
from moke.media.models import Recording, Refinement
from moke.media.plan import EncodePlan, without_av1
from moke.media.problems import EncodeError, RecordingError
from moke.media.rungs import (
    Published,
    keep_rung,
    plain_bytes,
    rungs_to_keep,
    without_dear_twins,
)
from moke.media.transcode import Encoded, MadeRendition
from moke.media.verify import digest_of

IDLE_AGAIN = timedelta(minutes=5)
LATER = timedelta(minutes=10)

logger = logging.getLogger(__name__)


class GivesWay(Exception):
    """A recording that cannot be played yet waits, or one that is being changed: it goes first."""


class IdleReporter(Reporter):
    """Writes progress to the refinement, and gives way to recordings that wait. Raises GivesWay."""

    def note(self, **progress) -> None:
        _give_way()
        move(self.recording, self.lease)
        _refinement(self.recording).update(**progress)

    def hold(self, _news: object) -> None:
        if self._is_due():
            _give_way()
            move(self.recording, self.lease)


def make_wait(*, recording: Recording) -> bool:
    """Have a ready recording wait for its better encode; return whether there was reason to.

    There is where its published set is another than the one that was last encoded, unless an
    operator stopped it.
    """
    published = Recording.objects.filter(pk=recording.pk, state=State.READY)
    attempt = published.values_list("published_attempt", flat=True).first()
    due = _refinement(recording).exclude(attempt=attempt).exclude(state=Refining.STOPPED)
    return bool(attempt and due.update(state=Refining.WAITING, percent=0, time_left_s=None))


def refine(*, recording: Recording) -> datetime | None:
    """Encode a recording for many viewers; return when to look again, if ever.

    May run twice, at once or after a crash: only who holds the recording can publish.
    """
    wanted = _refinement(recording).filter(state__in=WANTS_REFINING).first()
    current = Recording.objects.filter(pk=recording.pk, state=State.READY).first()
    if not (wanted and current):
        return None
    if wanted.attempt == current.published_attempt:
        _end(recording, Refining.DONE)
        return None
    lease = claim(Recording.objects.filter(is_free(), pk=recording.pk, state=State.READY))
    if lease is None:
        return timezone.now() + IDLE_AGAIN
    try:
        return _work(current, lease)
    except LeaseLost:
        return None
    except OSError:
        if held(recording, lease).exists():
            raise
        return None  # who took over swept the folder that this was working in
    finally:
        held(recording, lease).update(leased_until=None)


def give_up_refining(*, recording: Recording) -> None:
    """Leave a recording as it is that workers died at."""
    _end(recording, Refining.FAILED, Problem.TOO_SLOW)


def _work(recording: Recording, lease: str) -> datetime | None:
    try:
        _give_way()
        _make(recording, lease)
    except GivesWay:
        return _wait(recording, IDLE_AGAIN)
    except StoreAway:
        return _wait(recording, LATER)
    except RecordingError as error:
        if not held(recording, lease).exists():
            raise LeaseLost from error
        if error.problem == Problem.NO_SPACE:
            return _wait(recording, LATER)
        _end(recording, Refining.FAILED, error.problem)
        forget_parts(recording=recording)
    return None


def _make(recording: Recording, lease: str) -> None:
    key = recording.key
    if not has_source(name=recording.source, size_bytes=recording.size_bytes or 0):
        raise RecordingError(Problem.GONE)
    _refinement(recording).update(state=Refining.AT_WORK, problem="", changed_at=timezone.now())
    reporter = IdleReporter(recording, lease)
    before = _published(recording)
    with work_folder(key=key, attempt=lease) as folder:
        check_room(bytes_to_fetch(name=recording.source) + before.size_bytes)
        with local_source(
            name=recording.source, folder=folder, on_progress=reporter.hold
        ) as source:
            plan, boundaries_s = plan_showcase(
                recording=recording, source=source, folder=folder / "first", told=reporter.hold
            )
            check_room(plan.likely_bytes)
            made, encoded = _encode(reporter, plan, source, folder, boundaries_s)
        encoded = without_dear_twins(before, encoded, made)
        kept = rungs_to_keep(before, encoded, made)
        if kept is None:
            _leave(recording, plain_bytes(before.renditions))
        else:
            encoded = _merge(recording, before, encoded, made, kept)
            _publish(recording, reporter, before, encoded, made)
    forget_parts(recording=recording)


def _encode(
    reporter: Reporter,
    plan: EncodePlan,
    source: Path,
    folder: Path,
    boundaries_s: Sequence[float],
) -> tuple[Path, Encoded]:
    """Make the set in a folder of its own; in H.264 alone where the other encoder fails."""
    reporter.begin()
    made = folder / ("both" if plan.has_av1 else "set")
    made.mkdir()
    try:
        encoded = encode_set(
            recording=reporter.recording,
            plan=plan,
            source=source,
            folder=made,
            boundaries_s=boundaries_s,
            on_progress=reporter.tell,
        )
    except EncodeError as error:
        if error.problem == Problem.NO_SPACE or not plan.has_av1:
            raise
        logger.warning("Recording %s stays in H.264: %s", reporter.recording.key, error)
        return _encode(reporter, without_av1(plan), source, folder, boundaries_s)
    return made, encoded


def _published(recording: Recording) -> Published:
    renditions = tuple(
        MadeRendition(
            name=rung.name,
            width_px=rung.width_px,
            height_px=rung.height_px,
            bits_per_s=rung.bits_per_s,
            codecs=rung.codecs,
            size_bytes=rung.size_bytes,
            duration_s=recording.duration_s or 0.0,
        )
        for rung in recording.renditions.all()
    )
    names = ["master.m3u8", *(f"{rung.name}.m3u8" for rung in renditions)]
    playlists = read_playlists(key=recording.key, attempt=recording.published_attempt, names=names)
    return Published(renditions, playlists)


def _merge(
    recording: Recording, before: Published, encoded: Encoded, made: Path, kept: set[str]
) -> Encoded:
    """Lay what stays beside what was made, unless it was damaged meanwhile."""
    known = dict(recording.renditions.values_list("name", "sha256"))
    for name in sorted(kept):
        with local_file(
            key=recording.key,
            attempt=recording.published_attempt,
            name=f"{name}.mp4",
            folder=made.parent,
        ) as file:
            if known[name] in {"", digest_of(file)}:
                encoded = keep_rung(before, encoded, name, file, made)
    return encoded


def _publish(
    recording: Recording, reporter: Reporter, before: Published, encoded: Encoded, made: Path
) -> None:
    """The numbers are written first: who comes after a crash knows by them that it is done."""
    attempt = uuid.uuid4().hex
    _refinement(recording).update(
        attempt=attempt,
        bytes_before=plain_bytes(before.renditions),
        bytes_after=plain_bytes(encoded.renditions),
    )
    published = publish(
        recording=recording,
        lease=reporter.lease,
        attempt=attempt,
        folder=made,
        encoded=encoded,
        on_progress=reporter.hold,
    )
    if not published:
        raise LeaseLost
    _end(recording, Refining.DONE)


def _leave(recording: Recording, size_bytes: int) -> None:
    _refinement(recording).update(
        attempt=recording.published_attempt, bytes_before=size_bytes, bytes_after=size_bytes
    )
    _end(recording, Refining.KEPT)


def _wait(recording: Recording, how_long: timedelta) -> datetime:
    wanted = _refinement(recording).filter(state__in=WANTS_REFINING)
    wanted.update(state=Refining.WAITING, time_left_s=None)
    return timezone.now() + how_long


def _end(recording: Recording, state: Refining, problem: str = "") -> None:
    _refinement(recording).filter(state__in=WANTS_REFINING).update(
        state=state, problem=problem, time_left_s=None, changed_at=timezone.now()
    )


def _refinement(recording: Recording):
    return Refinement.objects.filter(recording=recording)


def _give_way() -> None:
    if not is_idle():
        raise GivesWay
