"""Who waits for a worker, in the order in which workers take up the work."""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from django.db.models import Q
from django.utils import timezone
from django_ox.models import OxTask

from moke.media.enums import AT_WORK, ReworkState, State
from moke.media.models import BlurWork, Recording, Replacement, TrimWork
from moke.media.models.rework import Rework
from moke.media.tasks import (
    blur_recording,
    process_recording,
    replace_recording,
    trim_recording,
)

SECONDS_PER_MINUTE = 60
TELLING_PERCENT = 5
"""From here on the time that a recording takes in all can be told from what it took so far."""

Kind = type[Recording] | type[Rework]
Work = tuple[Kind, int]
REWORKS: dict[type[Rework], str] = {
    BlurWork: "blur_work",
    TrimWork: "trim_work",
    Replacement: "replacement",
}
KINDS: dict[str, Kind] = {
    process_recording.module_path: Recording,
    blur_recording.module_path: BlurWork,
    trim_recording.module_path: TrimWork,
    replace_recording.module_path: Replacement,
}


@dataclass(frozen=True)
class Turn:
    """When the turn of what waits comes."""

    before: int
    """How many come first."""
    minutes: int | None
    """About how long until then; None where nobody can honestly say."""


@dataclass(frozen=True)
class Line:
    """All that waits and is due, the next first."""

    turns: dict[Work, Turn]

    def turn_of(self, work: Recording | Rework) -> Turn | None:
        """Return when its turn comes; None for what does not stand in the line."""
        return self.turns.get((type(work), _recording_of(work).pk))


def see_line() -> Line:
    """Return the line as it stands, in two queries."""
    waiting: dict[Work, int | None] = {}
    running: list[Recording | Rework] = []
    for recording in _unfinished():
        for work in _works_of(recording):
            if _is_waiting(work):
                waiting[type(work), recording.pk] = _bytes_of(work)
            elif _is_running(work):
                running.append(work)
    rates = [rate for rate in map(_rate, running) if rate is not None]
    turns = foretell(
        waiting={work: waiting[work] for work in _in_order() if work in waiting},
        slots_s=[_left_s(work) for work in running],
        s_per_byte=sum(rates) / len(rates) if rates else None,
    )
    return Line(turns)


def foretell(
    *,
    waiting: Mapping[Work, int | None],
    slots_s: Sequence[float | None],
    s_per_byte: float | None,
) -> dict[Work, Turn]:
    """Say when the turn of each comes: it takes the place that is free first.

    Those that wait come with the bytes of their files, None where their work does not follow from
    them. `slots_s` is how long each that is worked at will still take, `s_per_byte` how long those
    take in all. From the first unknown on nothing is said.
    """
    known = [left_s for left_s in slots_s if left_s is not None]
    is_known = 0 < len(known) == len(slots_s)
    heapq.heapify(known)
    turns: dict[Work, Turn] = {}
    for before, (work, size_bytes) in enumerate(waiting.items()):
        turns[work] = Turn(before, ceil(known[0] / SECONDS_PER_MINUTE) if is_known else None)
        if is_known and size_bytes is not None and s_per_byte is not None:
            heapq.heapreplace(known, known[0] + size_bytes * s_per_byte)
        else:
            is_known = False
    return turns


def _in_order() -> dict[Work, None]:
    """All that is asked for and due, each once, in the order of django-ox's workers."""
    due = Q(run_after=None) | Q(run_after__lte=timezone.now())
    tasks = OxTask.objects.filter(due, status=OxTask.Status.READY, task_path__in=KINDS)
    asked = tasks.order_by("-priority", "enqueued_at").values_list("task_path", "args")
    return dict.fromkeys((KINDS[path], args[0]) for path, args in asked)


def _unfinished() -> Iterable[Recording]:
    wanted = Q(state__in=[State.QUEUED, *AT_WORK])
    for name in REWORKS.values():
        wanted |= Q(**{f"{name}__state__in": [ReworkState.WAITING, ReworkState.AT_WORK]})
    return Recording.objects.filter(wanted).select_related(*REWORKS.values())


def _works_of(recording: Recording) -> Iterator[Recording | Rework]:
    yield recording
    for name in REWORKS.values():
        if work := getattr(recording, name, None):
            yield work


def _is_waiting(work: Recording | Rework) -> bool:
    """Whether a worker has yet to take it up, or another has to go on after one that died."""
    if isinstance(work, Rework):
        return work.state == ReworkState.WAITING
    return work.state == State.QUEUED or (work.state in AT_WORK and not _is_held(work))


def _is_running(work: Recording | Rework) -> bool:
    begun = AT_WORK if isinstance(work, Recording) else (ReworkState.AT_WORK,)
    return work.state in begun and _is_held(_recording_of(work))


def _is_held(recording: Recording) -> bool:
    return recording.leased_until is not None and recording.leased_until >= timezone.now()


def _bytes_of(work: Recording | Rework) -> int | None:
    return work.size_bytes if isinstance(work, Recording) else None


def _left_s(work: Recording | Rework) -> float | None:
    return 0 if work.state == State.PUBLISHING else work.time_left_s


def _rate(work: Recording | Rework) -> float | None:
    """How many seconds each byte takes, others beside it; None where it is not known yet."""
    if not isinstance(work, Recording) or not work.size_bytes or work.time_left_s is None:
        return None
    if work.percent < TELLING_PERCENT:
        return None
    return work.time_left_s / max(1, 100 - work.percent) * 100 / work.size_bytes


def _recording_of(work: Recording | Rework) -> Recording:
    return work if isinstance(work, Recording) else work.recording
