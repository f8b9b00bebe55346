"""Where things stand in the pictures of codings. Lengths are in the units of their viewBox."""

from collections.abc import Sequence
from dataclasses import dataclass

from research.domain.codes import runs_of, talk_of
from research.domain.flanders import CATEGORIES, DIRECT, INDIRECT, STUDENTS
from research.domain.student_teacher import CutOffs, StFigures
from research.enums import Actor, Scheme, StType, Talk

TICKS = 5
PLOT_LEFT, PLOT_TOP, PLOT_SIZE = 40.0, 12.0, 300.0
CELL = 22
FAINT, STRONG = 0.12, 0.38
INKS = {"direct": "#27496d", "indirect": "#8a5a00", "students": "#1f6b4f", "silence": "#5b6470"}
"""The colours of the tones on paper, which has no style sheet of the site."""


@dataclass(frozen=True)
class Bar:
    """A run on a timeline, `start` and `length` in intervals; `tone` says whose talk it is."""

    start: int
    length: int
    lane: int
    tone: str

    @property
    def ink(self) -> str:
        return INKS[self.tone]


@dataclass(frozen=True)
class Spot:
    """A place in a plot, written for SVG."""

    x: str
    y: str


@dataclass(frozen=True)
class Area:
    """A kind of teaching in the Rt–Ch plot: its corners, and where its name stands."""

    kind: StType
    corners: str
    name_at: Spot


@dataclass(frozen=True)
class Cell:
    """A pair of codes in the matrix, how often it was found and how strong its colour is."""

    before: int
    after: int
    number: int
    strength: str

    @property
    def x(self) -> int:
        return CELL * self.after

    @property
    def y(self) -> int:
        return CELL * self.before


@dataclass(frozen=True)
class Head:
    """The head of a row and of a column, and the middle of both."""

    code: int

    @property
    def middle(self) -> int:
        return CELL * self.code + CELL // 2


HEADS = tuple(Head(category) for category in CATEGORIES)


def cells_of(matrix: Sequence[Sequence[int]]) -> list[Cell]:
    """Return the cells of the matrix that are not empty, the most frequent the strongest."""
    most = max(max(row) for row in matrix)
    return [
        Cell(before, after, number, f"{FAINT + STRONG * number / most:.2f}")
        for before, row in enumerate(matrix, 1)
        for after, number in enumerate(row, 1)
        if number
    ]


def bars_of(*, scheme: str, codes: str) -> list[Bar]:
    """Return the runs on lanes: the teacher's above, the students' beneath."""
    return [Bar(run.start, run.length, *_lane(scheme, run.code)) for run in runs_of(codes)]


def _lane(scheme: str, code: str) -> tuple[int, str]:
    if scheme == Scheme.ST:
        return (0, "direct") if code == Actor.TEACHER else (1, "students")
    talk = talk_of(code)
    return talk - 1, tone_of(talk)


def tone_of(talk: Talk) -> str:
    """Return whose talk a category is: indirect, direct, students or silence."""
    tones = {"indirect": INDIRECT, "direct": DIRECT, "students": STUDENTS}
    return next((tone for tone, talks in tones.items() if talk in talks), "silence")


def ticks_of(*, intervals: int, interval_s: int) -> list[float]:
    """Return the seconds written under a timeline, evenly from its start to its end."""
    return [intervals * interval_s * n / (TICKS - 1) for n in range(TICKS)]


def spot_of(figures: StFigures) -> Spot:
    """Return where an S-T analysis stands in the Rt–Ch plot."""
    return _spot(figures.rt, figures.ch)


def areas_of(cut_offs: CutOffs) -> list[Area]:
    """Return the kinds of teaching in the Rt–Ch plot.

    Under Ch ≤ 2 Rt and Ch ≤ 2 (1 − Rt): who acts little cannot often take turns.
    """
    low, high, ch = cut_offs.practice, cut_offs.lecture, cut_offs.dialogue
    left, right = (low, 2 * low), (high, 2 * (1 - high))
    practice = [(0, 0), left, (low, 0)]
    lecture = [(high, 0), right, (1, 0)]
    dialogue = [(low, ch), left, (0.5, 1), right, (high, ch)]
    mixed = [(low, 0), (low, ch), (high, ch), (high, 0)]
    middle = (low + high) / 2
    return [
        _area(StType.PRACTICE, practice, (low / 2, -0.04)),
        _area(StType.LECTURE, lecture, ((1 + high) / 2, -0.04)),
        _area(StType.DIALOGUE, dialogue, (middle, ch + 0.04)),
        _area(StType.MIXED, mixed, (middle, 0.03)),
    ]


def _area(
    kind: StType, corners: Sequence[tuple[float, float]], name_at: tuple[float, float]
) -> Area:
    written = [_spot(*corner) for corner in corners]
    return Area(kind, " ".join(f"{spot.x},{spot.y}" for spot in written), _spot(*name_at))


def _spot(rt: float, ch: float) -> Spot:
    x, y = PLOT_LEFT + PLOT_SIZE * rt, PLOT_TOP + PLOT_SIZE * (1 - ch)
    return Spot(f"{x:.1f}", f"{y:.1f}")
