"""S-T analysis: how much of a lesson the teacher acts, and how often who acts changes.

Fu Derong and Zhang Huimin, 《教育信息处理》 (Processing educational information), Beijing Normal
University Press 2001.
"""

from dataclasses import dataclass
from itertools import pairwise

from research.domain.codes import UNCODED, count_coded
from research.enums import Actor, StType


@dataclass(frozen=True)
class CutOffs:
    """Where kinds of teaching end: the greatest Rt of practice, the least of lecture, the least
    Ch of dialogue.
    """

    practice: float
    lecture: float
    dialogue: float


@dataclass(frozen=True)
class StFigures:
    """What an S-T analysis finds; `number` intervals are coded, `teacher` of them T."""

    number: int
    teacher: int
    runs: int

    @property
    def rt(self) -> float:
        """The share of the teacher's acts, Rt = N_T / N, from 0 to 1."""
        return self.teacher / self.number

    @property
    def ch(self) -> float:
        """How often who acts changes, Ch = (g − 1) / N with g runs, from 0 to below 1."""
        return (self.runs - 1) / self.number


def st_figures(codes: str) -> StFigures:
    """Count codes of S and T, of which there is one at least.

    Intervals without a code are left out; over them nothing is known to change.
    """
    changes = sum(a != b for a, b in pairwise(codes) if UNCODED not in (a, b))
    return StFigures(
        number=count_coded(codes), teacher=codes.count(Actor.TEACHER), runs=changes + 1
    )


def type_of(figures: StFigures, cut_offs: CutOffs) -> StType:
    """Return the kind of teaching: by Rt practice or lecture, else by Ch dialogue or mixed."""
    if figures.rt <= cut_offs.practice:
        return StType.PRACTICE
    if figures.rt >= cut_offs.lecture:
        return StType.LECTURE
    return StType.DIALOGUE if figures.ch >= cut_offs.dialogue else StType.MIXED
