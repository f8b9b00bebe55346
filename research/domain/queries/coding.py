"""What coders found in a take, put together and beside the other takes of its lesson."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from lessons.models import Take
from moke.accounts.models import User
from research.domain.codes import UNCODED, Run, count_coded, name_code, runs_of
from research.domain.drawing import (
    HEADS,
    Area,
    Bar,
    Cell,
    Spot,
    areas_of,
    bars_of,
    cells_of,
    spot_of,
    ticks_of,
    tone_of,
)
from research.domain.flanders import FlandersFigures, flanders_figures, matrix_of
from research.domain.kappa import Agreement, agreement_of
from research.domain.student_teacher import CutOffs, StFigures, st_figures, type_of
from research.enums import Scheme, StType, Talk
from research.models import Coding, Round

MOST_DIFFERENCES = 10


@dataclass(frozen=True)
class Coded:
    """A finished coding; `number` is its place in plots and tables, `is_here` on this take."""

    number: int
    coding: Coding
    is_here: bool
    heads = HEADS

    @cached_property
    def st(self) -> StFigures:
        return st_figures(self.coding.codes)

    @property
    def kind(self) -> StType:
        return type_of(self.st, cut_offs())

    @property
    def spot(self) -> Spot:
        return spot_of(self.st)

    @cached_property
    def flanders(self) -> FlandersFigures:
        return flanders_figures(self.coding.codes)

    @cached_property
    def cells(self) -> list[Cell]:
        return cells_of(matrix_of(self.coding.codes))

    @property
    def coded(self) -> int:
        return count_coded(self.coding.codes)

    @property
    def intervals(self) -> int:
        return len(self.coding.codes)

    @property
    def bars(self) -> list[Bar]:
        return bars_of(scheme=self.coding.scheme, codes=self.coding.codes)

    @property
    def lanes(self) -> int:
        return 2 if self.coding.scheme == Scheme.ST else len(Talk)

    @property
    def end_s(self) -> int:
        return self.intervals * self.coding.interval_s

    @property
    def figures(self) -> list[tuple[str, str]]:
        """What the codes come to, each figure with its name."""
        if self.coding.scheme == Scheme.ST:
            named = [("Rt", f"{self.st.rt:.2f}"), ("Ch", f"{self.st.ch:.2f}")]
            return [*named, (_("Kind of teaching"), str(self.kind.label))]
        found = self.flanders
        return [
            (_("Teacher talk"), _two_places(found.teacher_talk)),
            (_("Student talk"), _two_places(found.student_talk)),
            (_("Silence"), _two_places(found.silence)),
            (_("Indirect / direct"), _two_places(found.indirect_direct)),
            (_("Positive / negative"), _two_places(found.positive_negative)),
        ]

    @property
    def ticks_s(self) -> list[float]:
        return ticks_of(intervals=self.intervals, interval_s=self.coding.interval_s)

    @cached_property
    def longest(self) -> "Stretch":
        """The longest run, the first of several."""
        run = max(runs_of(self.coding.codes), key=lambda run: run.length)
        name = name_code(scheme=self.coding.scheme, code=run.code)
        return Stretch(*_seconds(run, self.coding), (name,))


@dataclass(frozen=True)
class Stretch:
    """A stretch of the recording in seconds, with what was coded there by each coder."""

    start_s: int
    end_s: int
    names: Sequence[str]


@dataclass(frozen=True)
class Pair:
    """Two coders of one take, with the same interval; `differences` are the longest, in order."""

    first: Coded
    second: Coded
    agreement: Agreement | None

    @property
    def said(self) -> str:
        """How far the two agree, in a line; nothing where κ says nothing."""
        kappa = self.agreement.kappa if self.agreement else None
        if kappa is None:
            return ""
        sentence = _(
            "%(first)s and %(second)s: κ = %(kappa)s, 95 %% confidence interval %(low)s to %(high)s"
        )
        return sentence % {
            "first": self.first.coding.coder,
            "second": self.second.coding.coder,
            "kappa": f"{kappa.value:.2f}",
            "low": f"{kappa.low:.2f}",
            "high": f"{kappa.high:.2f}",
        }

    @cached_property
    def differences(self) -> list[Stretch]:
        """Where both coded and not alike, at most ten."""
        scheme = self.first.coding.scheme
        pairs = zip(self.first.coding.codes, self.second.coding.codes, strict=True)
        found, start = [], 0
        for (a, b), group in groupby(pairs):
            run = Run(start, len(list(group)), a)
            start = run.end
            if a != b and UNCODED not in (a, b):
                names = [name_code(scheme=scheme, code=code) for code in (a, b)]
                found.append(Stretch(*_seconds(run, self.first.coding), names))
        longest = sorted(found, key=lambda stretch: stretch.start_s - stretch.end_s)
        return sorted(longest[:MOST_DIFFERENCES], key=lambda stretch: stretch.start_s)


@dataclass(frozen=True)
class SchemeReport:
    """One scheme: the reader's own coding of the take, and all finished ones of its lesson.

    `waits` says that others' are kept back until the reader has finished their own.
    """

    scheme: Scheme
    own: Coding | None
    waits: bool
    lines: Sequence[Coded]

    @property
    def here(self) -> list[Coded]:
        return [line for line in self.lines if line.is_here]

    @property
    def pairs(self) -> list[Pair]:
        return [
            Pair(a, b, agreement_of(a.coding.codes, b.coding.codes))
            for a, b in combinations(self.here, 2)
            if a.coding.interval_s == b.coding.interval_s
        ]

    @property
    def areas(self) -> list[Area]:
        return areas_of(cut_offs())

    @property
    def categories(self) -> list[tuple[Talk, str]]:
        """Flanders' categories, each with whose talk it is."""
        return [(talk, tone_of(talk)) for talk in Talk]


def cut_offs() -> CutOffs:
    """Return where kinds of teaching end, as the settings say."""
    return CutOffs(**settings.MOKE_ST_CUT_OFFS)


def find_coding(*, take: Take, person: User, scheme: Scheme) -> Coding | None:
    """Return the person's coding of the take, finished or not."""
    return Coding.objects.filter(take=take, coder=person, scheme=scheme).first()


def coding_report(*, take: Take, person: User) -> list[SchemeReport]:
    """Put together what was coded of a take and its lesson, scheme by scheme; one query.

    First one's own eyes: whoever has begun to code a take reads what others coded there after
    they have finished, and so does who reviews it in a blind round.
    """
    codings = _codings_of(take.lesson_id, person)
    return [_report(scheme, take, person, codings) for scheme in Scheme]


def coding_reports(
    *, lesson_id: int, takes: Iterable[Take], person: User
) -> dict[int, list[SchemeReport]]:
    """Put together what `coding_report` does of each take of a lesson, by the takes' keys.

    Schemes of which nothing is there are left out. One query.
    """
    codings = _codings_of(lesson_id, person)
    found = {
        take.pk: [_report(scheme, take, person, codings) for scheme in Scheme] for take in takes
    }
    return {take: [report for report in reports if report.here] for take, reports in found.items()}


def _codings_of(lesson_id: int, person: User) -> list[Coding]:
    blind = Round.objects.blind_to(person).values("take")
    visible = Q(coder=person) | (Q(finished_at__isnull=False) & ~Q(take__in=blind))
    found = Coding.objects.filter(visible, take__lesson=lesson_id)
    return list(found.select_related("coder", "take").order_by("take__number", "finished_at", "pk"))


def _report(
    scheme: Scheme, take: Take, person: User, all_codings: Sequence[Coding]
) -> SchemeReport:
    codings = [coding for coding in all_codings if coding.scheme == scheme]
    waiting = {coding.take_id for coding in codings if coding.finished_at is None}
    own = (c for c in codings if c.take_id == take.pk and c.coder_id == person.pk)
    shown = [coding for coding in codings if coding.take_id not in waiting]
    return SchemeReport(
        scheme=scheme,
        own=next(own, None),
        waits=take.pk in waiting,
        lines=[
            Coded(number, coding, is_here=coding.take_id == take.pk)
            for number, coding in enumerate(shown, 1)
        ],
    )


def _seconds(run: Run, coding: Coding) -> tuple[int, int]:
    return run.start * coding.interval_s, run.end * coding.interval_s


def _two_places(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
