"""The phases of a take: as its plan has them, and as they were taught."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from lessons.models import Take
from moke.media.playlist import chapter_cues

MINUTE_MS = 60_000
PHASE_TEXTS = ("teacher_does", "students_do", "why")


@dataclass(frozen=True)
class PlanPhase:
    """A phase of the plan that a take froze; `minutes` is None while nobody has said."""

    name: str
    minutes: int | None
    text: str = ""
    """What teacher and students do, and why."""


@dataclass(frozen=True)
class TaughtPhase:
    """A phase as it was taught, from its mark to the next one or the recording's end."""

    position: int
    name: str
    start_ms: int
    end_ms: int

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms


@dataclass(frozen=True)
class Phase:
    """One phase of a band; `share` is its part of the whole in per cent.

    A stretch that belongs to no phase has no name. `minutes` are whole ones.
    """

    name: str
    minutes: int
    share: float


def plan_phases(*, take: Take) -> list[PlanPhase]:
    """The phases of the plan that the take froze, read without building the page anew."""
    stream = json.loads(take.plan.content.get("phases") or "[]")
    values = [block["value"] for block in stream if block.get("type") == "phase"]
    return [
        PlanPhase(
            value.get("name") or "",
            value.get("minutes") or None,
            "\n".join(filter(None, (value.get(name) for name in PHASE_TEXTS))),
        )
        for value in values
    ]


def planned_phases(*, take: Take) -> list[Phase]:
    """The phases as a band under the picture; those without minutes are left out."""
    timed = [
        (phase.name, phase.minutes) for phase in plan_phases(take=take) if phase.minutes is not None
    ]
    whole = sum(minutes for _, minutes in timed)
    return [Phase(name, minutes, round(100 * minutes / whole, 2)) for name, minutes in timed]


def taught_phases(*, take: Take) -> list[TaughtPhase]:
    """The phases that are marked in the take's recording, in order."""
    marks = list(take.phase_marks.all())
    ends = [mark.start_ms for mark in marks[1:]] + [round((take.recording.duration_s or 0) * 1000)]
    return [
        TaughtPhase(mark.position, mark.name, mark.start_ms, end_ms)
        for mark, end_ms in zip(marks, ends, strict=False)
    ]


def chapters_of(*, take: Take) -> str:
    """The phases that are marked in the take's recording as a WebVTT track of chapters."""
    return chapter_cues(
        (phase.start_ms / 1000, phase.end_ms / 1000, phase.name)
        for phase in taught_phases(take=take)
    )


def taught_band(*, phases: Sequence[TaughtPhase]) -> list[Phase]:
    """The phases as they were taught as a band under the picture, from the first second on."""
    if not phases:
        return []
    whole_ms = phases[-1].end_ms
    pieces = [("", phases[0].start_ms)] if phases[0].start_ms else []
    pieces += [(phase.name, phase.length_ms) for phase in phases]
    return [
        Phase(name, round(length_ms / MINUTE_MS), round(100 * length_ms / whole_ms, 2))
        for name, length_ms in pieces
    ]


def suggest_starts(*, minutes: Sequence[int | None], duration_ms: int) -> list[int | None]:
    """Where the phases begin if the recording was taught as planned, in milliseconds.

    The plan's minutes are stretched to the recording's length, and starts rounded to the
    second. A phase without minutes gets no suggestion.
    """
    whole = sum(number or 0 for number in minutes)
    starts: list[int | None] = []
    gone = 0
    for number in minutes:
        starts.append(None if not number else round(duration_ms * gone / whole / 1000) * 1000)
        gone += number or 0
    return starts
