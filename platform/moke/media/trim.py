"""What is kept of a recording from one moment to another, and where its times go then."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from moke.media.copying import Hindrance
from moke.media.plan import EncodePlan, Picture, without_copy

SAME_MOMENT_MS = 5


@dataclass(frozen=True)
class Trim:
    """What lies from `start_ms` to `end_ms` is kept, and begins at zero; all else goes."""

    start_ms: int
    end_ms: int

    @property
    def start_s(self) -> float:
        return self.start_ms / 1000

    @property
    def end_s(self) -> float:
        return self.end_ms / 1000

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms

    def keeps(self, at_ms: int) -> bool:
        """Whether a moment stays."""
        return self.start_ms <= at_ms <= self.end_ms

    def moved(self, at_ms: int) -> int:
        """Where a moment is afterwards; one that goes is at the edge that is nearest."""
        return min(max(at_ms - self.start_ms, 0), self.length_ms)

    def moved_span(self, start_ms: int, end_ms: int) -> tuple[int, int] | None:
        """What is left of a span; None where all of it goes."""
        start_ms, end_ms = self.moved(start_ms), self.moved(end_ms)
        return (start_ms, end_ms) if end_ms > start_ms else None

    def moved_boxes(self, rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
        """What is left of boxes, each a span and its sides."""
        spans = ((self.moved_span(start, end), sides) for start, end, *sides in rows)
        return [[*span, *sides] for span, sides in spans if span]

    def begins_at(self, seams_ms: Iterable[int]) -> bool:
        """Whether nothing has to be encoded at its start."""
        return any(abs(at_ms - self.start_ms) <= SAME_MOMENT_MS for at_ms in seams_ms)

    def ends_at(self, seams_ms: Iterable[int]) -> bool:
        """Whether nothing has to be encoded at its end."""
        return any(abs(at_ms - self.end_ms) <= SAME_MOMENT_MS for at_ms in seams_ms)

    def at_seams(self, seams_ms: Sequence[int]) -> "Trim | None":
        """The longest that lies within and begins and ends at seams; None where nothing would."""
        first = bisect_left(seams_ms, self.start_ms - SAME_MOMENT_MS)
        last = bisect_right(seams_ms, self.end_ms + SAME_MOMENT_MS) - 1
        return Trim(seams_ms[first], seams_ms[last]) if first < last else None


def trimmed(plan: EncodePlan, start_s: float, end_s: float | None) -> EncodePlan:
    """Return the plan for what lies between two moments of what it was for; None is its end."""
    plan = without_copy(plan, Hindrance.EDITED)
    until_s = plan.duration_s if end_s is None else end_s
    return replace(
        plan,
        start_s=plan.start_s + start_s,
        skip_s=plan.skip_s + start_s,
        duration_s=until_s - start_s,
        is_cut_short=plan.is_cut_short or end_s is not None,
        picture=plan.picture and _later(plan.picture, start_s),
        blurs=tuple(
            replace(blur, start_s=blur.start_s - start_s, end_s=blur.end_s - start_s)
            for blur in plan.blurs
        ),
    )


def _later(picture: Picture, start_s: float) -> Picture:
    """The picture from a moment on: late by what is left until its next frame."""
    late_s = picture.late_s - start_s
    return replace(picture, late_s=late_s if late_s >= 0 else late_s % float(1 / picture.rate))
