"""The codes of a take as text: one character for each interval."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from research.enums import Actor, Scheme, Talk

UNCODED = "-"
FLANDERS_S = 3
"""Flanders' observers write a code every three seconds."""
INTERVALS_S = {Scheme.ST: (3, 5, 10, 15, 30), Scheme.FIAS: (FLANDERS_S,)}
ENOUGH_INTERVALS = 20
ALPHABETS = {Scheme.ST: "".join(Actor.values), Scheme.FIAS: "1234567890"}
"""The keys of each scheme; 0 stands for Flanders' 10."""


@dataclass(frozen=True)
class Run:
    """Touching intervals of one code: the first and how many."""

    start: int
    length: int
    code: str

    @property
    def end(self) -> int:
        """The first interval after it."""
        return self.start + self.length


def count_intervals(*, duration_s: float, interval_s: int) -> int:
    """Return how many intervals a recording has, one at least.

    A rest shorter than half an interval belongs to the last.
    """
    return max(1, int(duration_s / interval_s + 0.5))


def suit_interval_s(*, duration_s: float, scheme: Scheme) -> int:
    """Return the longest interval by which a recording has twenty, or else the shortest."""
    enough = (
        interval_s
        for interval_s in INTERVALS_S[scheme]
        if count_intervals(duration_s=duration_s, interval_s=interval_s) >= ENOUGH_INTERVALS
    )
    return max(enough, default=min(INTERVALS_S[scheme]))


def runs_of(codes: str) -> Iterator[Run]:
    """Yield the runs in order; intervals without a code make none."""
    start = 0
    for code, group in groupby(codes):
        length = len(list(group))
        if code != UNCODED:
            yield Run(start, length, code)
        start += length


def count_coded(codes: str) -> int:
    """Return how many intervals have a code."""
    return len(codes) - codes.count(UNCODED)


def talk_of(code: str) -> Talk:
    """Return Flanders' category of a key."""
    return Talk(int(code) or Talk.SILENCE)


def name_code(*, scheme: str, code: str) -> str:
    """Return what a code means, in words."""
    return str(Actor(code).label if scheme == Scheme.ST else talk_of(code).label)
