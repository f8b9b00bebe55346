"""One worker's attempt at making a published recording anew, as its author asked for it.

What comes out is published in one step after every file was verified. Only then the old files go.
Whatever goes wrong before leaves what is published as it was.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from moke.backends.afar import StoreAway
from moke.media.av1 import has_av1_encoder
from moke.media.domain.edit import with_edits
from moke.media.domain.lease import LeaseLost, Reporter, claim, held, is_free, move
from moke.media.enums import UNSETTLED, WANTS_REWORK, Problem, Refining, ReworkState, State
from moke.media.files import (
    bytes_to_fetch,
    check_room,
    has_source,
    local_file,
    local_source,
    parts_folder,
    read_playlists,
    recordings_storage,
    remove_attempts,
    remove_parts,
    work_folder,
)
from moke.media.models import BlurWork, Recording, Refinement, Replacement, TrimWork
from moke.media.models.policy import RecordingPolicy
from moke.media.models.rework import Rework
from moke.media.parts import Parts, parts_name
from moke.media.plan import Chunk, EncodePlan, Level, plan_encodes, with_av1
from moke.media.probe import probe
from moke.media.problems import RecordingError
from moke.media.rungs import starts_in

BUSY_AGAIN = timedelta(seconds=30)
LATER = timedelta(minutes=5)
KINDS: tuple[type[Rework], ...] = (BlurWork, TrimWork, Replacement)


class ReworkReporter(Reporter):
    """Writes progress to the work, first of what changes, then of all. Raises LeaseLost."""

    share_before = 0.0
    share_now = 1.0

    def __init__(self, work: Rework, lease: str) -> None:
        self.work = work
        super().__init__(work.recording, lease)

    def tell(self, fraction: float) -> None:
        super().tell(self.share_before + self.share_now * fraction)

    def hold(self, _news: object) -> None:
        if self._is_due():
            self.note()

    def note(self, **progress) -> None:
        move(self.recording, self.lease)
        progress["changed_at"] = timezone.now()
        if not _wanted(self.work).update(**progress):
            raise LeaseLost


@dataclass(frozen=True)
class Way:
    """What one kind of work does."""

    kind: type[Rework]
    is_made: Callable[[Rework], bool]
    """Whether what is published came out of it, and only the old is left to let go."""
    make: Callable[[Rework, ReworkReporter], None]
    """Makes a set and publishes it. Raises RecordingError, LeaseLost, StoreAway."""
    settle: Callable[[Rework], None]
    """Lets go of what is published no more. Harmless when repeated."""


def begin_rework(*, kind: type[Rework], recording: Recording, **asked) -> None:
    """Have a kind of work done at a recording."""
    fresh = {"state": ReworkState.WAITING, "problem": "", "attempt": ""}
    numbers = {"percent": 0, "time_left_s": None}
    kind.objects.update_or_create(recording=recording, defaults=fresh | numbers | asked)


def is_reworked(*, recording: Recording | None = None) -> bool:
    """Whether something is being made anew that was asked for: of a recording, or at all."""
    of_it = Q(recording=recording) if recording else Q()
    wanted = [kind.objects.filter(of_it, state__in=WANTS_REWORK) for kind in KINDS]
    return any(work.exclude(recording__state=State.DELETED).exists() for work in wanted)


def rework(*, recording: Recording, way: Way) -> datetime | None:
    """Do what was asked for; return when to look again, if ever.

    May run twice, at once or after a crash: only who holds the recording can publish, and what
    was published is not made again. Work at what was deleted rests until that is restored.
    """
    asked_for = way.kind.objects.filter(recording=recording, state__in=WANTS_REWORK)
    wanted = asked_for.exclude(recording__state=State.DELETED).first()
    if wanted is None:
        return None
    again = _take_a_step(wanted, way)
    return again if again else rework(recording=recording, way=way)


def end_rework(work: Rework, state: ReworkState, problem: str = "") -> None:
    """Note how the work ended, unless somebody has noted it."""
    unsettled = type(work).objects.filter(pk=work.pk, state__in=UNSETTLED)
    unsettled.update(state=state, problem=problem, time_left_s=None, changed_at=timezone.now())


def demand_wanted(work: Rework) -> None:
    """Raise LeaseLost where nobody wants the work any more. For the transaction that publishes."""
    if not _wanted(work).exists():
        raise LeaseLost


@transaction.atomic
def stop_rework(*, kind: type[Rework], recording: Recording) -> bool:
    """End a kind of work at a recording, or its wait for it; return whether there was any.

    A worker that is at it ends within seconds. What is published or held back stays so.
    """
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    work = kind.objects.filter(recording=current, state__in=UNSETTLED).first()
    if work is None or (work.attempt and work.attempt == current.published_attempt):
        return False
    end_rework(work, ReworkState.FAILED, Problem.STOPPED)
    return True


def give_up_rework(*, kind: type[Rework], recording: Recording) -> None:
    """Leave a recording as it is that workers died at. It stays held back, if it was."""
    for work in kind.objects.filter(recording=recording):
        end_rework(work, ReworkState.FAILED, Problem.TOO_SLOW)


def _wanted(work: Rework) -> QuerySet[Rework]:
    return type(work).objects.filter(pk=work.pk, state__in=WANTS_REWORK)


def _take_a_step(wanted: Rework, way: Way) -> datetime | None:
    """Publish a new set, or let go of what is published no more."""
    recording = wanted.recording
    free = Recording.objects.filter(is_free(), pk=recording.pk, state=State.READY)
    lease = claim(free.exclude(published_attempt=""))
    if lease is None:
        return timezone.now() + BUSY_AGAIN
    try:
        # Somebody else may have published between the look at the work and the claim.
        current = way.kind.objects.select_related("recording").get(pk=wanted.pk)
        return _attempt(current, lease, way)
    except LeaseLost:
        if held(recording, lease).exists():  # nobody wants it any more, nor its parts
            remove_parts(key=recording.key)
        return timezone.now() + BUSY_AGAIN
    finally:
        held(recording, lease).update(leased_until=None)


def _attempt(work: Rework, lease: str, way: Way) -> datetime | None:
    recording = work.recording
    try:
        if way.is_made(work):
            way.settle(work)
        else:
            reporter = ReworkReporter(work, lease)
            reporter.note(state=ReworkState.AT_WORK)
            way.make(work, reporter)
    except StoreAway:
        return timezone.now() + LATER
    except RecordingError as error:
        if not held(recording, lease).exists():
            raise LeaseLost from error
        if error.problem == Problem.NO_SPACE:
            return timezone.now() + LATER
        end_rework(work, ReworkState.FAILED, error.problem)
        remove_parts(key=recording.key)
    return None


class Desk:
    """Where an attempt works: its folder, the film that it is made from, the published files."""

    def __init__(self, reporter: ReworkReporter, folder: Path, files: contextlib.ExitStack) -> None:
        self.recording, self.reporter = reporter.recording, reporter
        self.folder, self.files = folder, files
        name, size_bytes = self.recording.source, self.recording.size_bytes or 0
        self.is_source = has_source(name=name, size_bytes=size_bytes)
        self.film = self._source() if self.is_source else self._largest()
        self.made = self._made("set")

    @property
    def level(self) -> Level:
        """At which level the published set was made."""
        return Level.SHOWCASE if was_refined(self.recording) else Level.EVERYDAY

    def plan(self) -> EncodePlan:
        """What is made of the film, as the published set was made, with all that was changed."""
        plan = plan_encodes(probe(self.film), self.level)
        if has_av1_encoder() and self.recording.renditions.in_av1().exists():
            plan = with_av1(plan)
        return with_edits(plan, recording=self.recording, is_source=self.is_source)

    def parts(self, plan: EncodePlan, chunks: tuple[Chunk, ...]) -> Parts:
        """Where the parts of a plan are made, and what is left of them."""
        name = parts_name(plan, self.film.stat().st_size, chunks)
        folder = parts_folder(key=self.recording.key, name=name)
        return Parts(plan, chunks, self.film, folder, self._made("unfinished"))

    def published(self) -> dict[str, Path]:
        """The published rungs by their names, the smallest first."""
        rungs = self.recording.renditions.order_by("height_px")
        return {rung.name: self._fetched(rung.name, self.folder) for rung in rungs}

    def _source(self) -> Path:
        name, hold = self.recording.source, self.reporter.hold
        check_room(bytes_to_fetch(name=name))
        film = local_source(name=name, folder=self.folder, on_progress=hold)
        return self.files.enter_context(film)

    def _largest(self) -> Path:
        """The largest rung, where the untouched file is kept no more."""
        largest = self.recording.renditions.for_every_player().order_by("-height_px")[0]
        return self._fetched(largest.name, self._made("largest"))

    def _fetched(self, name: str, folder: Path) -> Path:
        key, attempt = self.recording.key, self.recording.published_attempt
        file = local_file(key=key, attempt=attempt, name=f"{name}.mp4", folder=folder)
        return self.files.enter_context(file)

    def _made(self, name: str) -> Path:
        (self.folder / name).mkdir()
        return self.folder / name


@contextlib.contextmanager
def desk_for(reporter: ReworkReporter) -> Iterator[Desk]:
    """Give a place to work at, which is cleared afterwards."""
    key = reporter.recording.key
    with work_folder(key=key, attempt=reporter.lease) as folder, contextlib.ExitStack() as files:
        yield Desk(reporter, folder, files)


def was_refined(recording: Recording) -> bool:
    """Whether the published set is the one for many viewers."""
    done = Refinement.objects.filter(recording=recording, state=Refining.DONE)
    return done.filter(attempt=recording.published_attempt).exists()


def boundaries_of(recording: Recording, plan: EncodePlan) -> list[float]:
    """Return where the published segments begin; none where the plan's film cannot be cut there."""
    if not (plan.has_index and plan.picture and plan.picture.steady):
        return []
    return published_seams_s(recording)


def published_seams_s(recording: Recording) -> list[float]:
    """Return where the segments of the published set begin. Raises StoreAway."""
    smallest = recording.renditions.for_every_player().order_by("height_px")[0]
    name = f"{smallest.name}.m3u8"
    key, attempt = recording.key, recording.published_attempt
    return starts_in(read_playlists(key=key, attempt=attempt, names=[name])[name])


def let_go(recording: Recording, *, shows: bool) -> None:
    """Let go of all but the published files; show them again where that is due.

    Harmless when repeated.
    """
    remove_parts(key=recording.key)
    remove_attempts(key=recording.key, keep={recording.published_attempt})
    is_deleted = RecordingPolicy.load().deletes_untouched or not recording.source
    if is_deleted and recording.source:
        recordings_storage().delete(recording.source)
    with transaction.atomic():
        if is_deleted:
            _stay_as_encoded(recording)
        Recording.objects.filter(pk=recording.pk).update(
            source="" if is_deleted else recording.source,
            source_is_locked=not is_deleted,
            **({"is_held_back": False} if shows else {}),
        )


def _stay_as_encoded(recording: Recording) -> None:
    """Nothing better can be made where the file is gone."""
    wanted = Refinement.objects.filter(recording=recording)
    wanted.exclude(Q(state=Refining.DONE) | Q(state=Refining.STOPPED)).update(
        state=Refining.KEPT, attempt=recording.published_attempt
    )
