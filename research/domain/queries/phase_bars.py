"""The phases of two takes as bars under one another, and what joins them from bar to bar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from django.utils.translation import gettext as _

from lessons.models import Take
from moke.ui.clock import write_clock
from research.domain.queries.phases import TaughtPhase, plan_phases, taught_phases
from research.domain.queries.side_by_side import Pair, Planned, Row

type Named = tuple[int, str]
"""A row's key, and how the phase is called."""
JOIN_HEIGHT = 10
"""Of the drawing between two bars, which is 100 wide."""


@dataclass(frozen=True)
class Piece:
    """A phase in a bar; `key` is its row's. `left` and `width` are in per cent of the bar."""

    key: int
    name: str
    length: str
    left: float
    width: float


@dataclass(frozen=True)
class Bar:
    """The phases of a plan or of a take. All bars are as long, whatever they last."""

    label: str
    length: str
    pieces: Sequence[Piece]
    joins: Sequence[tuple[int, str]] = ()
    """The phases that the bar before has too: their key, and the points of the shape between."""


def phase_bars(*, takes: Pair[Take], rows: Sequence[Row]) -> list[Bar]:
    """Planned against taught; the plan stands there once where both takes have the same.

    Bars of plans without minutes and of takes without marks are left out.
    """
    named = Pair([(row.key, row.names.a) for row in rows], [(row.key, row.names.b) for row in rows])
    plans = Pair([row.planned.a for row in rows], [row.planned.b for row in rows])
    label = _("Take %(number)d, planned")
    first = _planned(label % {"number": takes.a.number}, zip(named.a, plans.a, strict=True))
    second = _planned(label % {"number": takes.b.number}, zip(named.b, plans.b, strict=True))
    taught = Pair(
        _taught(takes.a, zip(named.a, (row.taught.a for row in rows), strict=True)),
        _taught(takes.b, zip(named.b, (row.taught.b for row in rows), strict=True)),
    )
    if plans.a == plans.b and named.a == named.b:
        bars = [replace(second, label=_("Planned")), taught.a, taught.b]
    else:
        bars = [first, taught.a, second, taught.b]
    return _joined([bar for bar in bars if bar.pieces])


def take_bars(*, take: Take) -> list[Bar]:
    """Planned against taught, of one take; bars without minutes or marks are left out."""
    plan = plan_phases(take=take)
    planned = [((at, one.name), Planned(at, one.minutes)) for at, one in enumerate(plan)]
    taught = [] if take.deleted_at else taught_phases(take=take)
    marked = _taught(take, [((one.position, one.name), one) for one in taught])
    bars = [_planned(_("Planned"), planned), replace(marked, label=_("As taught"))]
    return _joined([bar for bar in bars if bar.pieces])


def _planned(label: str, phases: Iterable[tuple[Named, Planned | None]]) -> Bar:
    timed = [(named, found) for named, found in phases if found and found.minutes]
    timed.sort(key=lambda pair: pair[1].position)
    minutes = [found.minutes or 0 for _named, found in timed]
    pieces = _pieces([named for named, _found in timed], minutes, list(map(_in_minutes, minutes)))
    return Bar(label, _in_minutes(sum(minutes)), pieces)


def _taught(take: Take, phases: Iterable[tuple[Named, TaughtPhase | None]]) -> Bar:
    marked = [(named, found) for named, found in phases if found]
    marked.sort(key=lambda pair: pair[1].start_ms)
    lengths_ms = [found.length_ms for _named, found in marked]
    clocks = [write_clock(length_ms / 1000) for length_ms in lengths_ms]
    label = _("Take %(number)d") % {"number": take.number}
    pieces = _pieces([named for named, _found in marked], lengths_ms, clocks)
    return Bar(label, write_clock(sum(lengths_ms) / 1000), pieces)


def _in_minutes(minutes: int) -> str:
    return _("%(number)s min") % {"number": minutes}


def _pieces(phases: Sequence[Named], lengths: Sequence[int], words: Sequence[str]) -> list[Piece]:
    whole = sum(lengths)
    ends = list(accumulate(lengths, initial=0))
    return [
        Piece(
            key,
            name,
            said,
            left=round(100 * begin / whole, 2),
            width=round(100 * length / whole, 2),
        )
        for (key, name), length, said, begin in zip(phases, lengths, words, ends, strict=False)
    ]


def _joined(bars: Sequence[Bar]) -> list[Bar]:
    joined = [replace(after, joins=_joins(before, after)) for before, after in pairwise(bars)]
    return [*bars[:1], *joined]


def _joins(before: Bar, after: Bar) -> list[tuple[int, str]]:
    above = {piece.key: piece for piece in before.pieces}
    return [
        (piece.key, _shape(above[piece.key], piece)) for piece in after.pieces if piece.key in above
    ]


def _shape(above: Piece, below: Piece) -> str:
    corners = [
        (above.left, 0),
        (round(above.left + above.width, 2), 0),
        (round(below.left + below.width, 2), JOIN_HEIGHT),
        (below.left, JOIN_HEIGHT),
    ]
    return " ".join(f"{x:g},{y}" for x, y in corners)
