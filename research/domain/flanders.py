"""Flanders' interaction analysis: which talk follows which, and the ratios of it.

N. A. Flanders, Analyzing Teaching Behavior, Addison-Wesley 1970.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from research.domain.codes import UNCODED, talk_of
from research.enums import Talk

INDIRECT = (Talk.ACCEPTS_FEELING, Talk.PRAISES, Talk.USES_IDEAS, Talk.ASKS)
DIRECT = (Talk.LECTURES, Talk.DIRECTS, Talk.CRITICISES)
POSITIVE = (Talk.ACCEPTS_FEELING, Talk.PRAISES, Talk.USES_IDEAS)
NEGATIVE = (Talk.DIRECTS, Talk.CRITICISES)
STUDENTS = (Talk.RESPONDS, Talk.INITIATES)
CATEGORIES = tuple(Talk)
SILENCE = "0"


@dataclass(frozen=True)
class FlandersFigures:
    """How often each category was coded; shares are of all coded intervals, from 0 to 1.

    Where nothing stands below the line, a ratio is None.
    """

    tallies: Mapping[Talk, int]

    @property
    def number(self) -> int:
        return sum(self.tallies.values())

    @property
    def teacher_talk(self) -> float:
        """(1 to 7) / all."""
        return self._sum(INDIRECT + DIRECT) / self.number

    @property
    def student_talk(self) -> float:
        """(8 and 9) / all."""
        return self._sum(STUDENTS) / self.number

    @property
    def silence(self) -> float:
        """10 / all."""
        return self._sum((Talk.SILENCE,)) / self.number

    @property
    def indirect_direct(self) -> float | None:
        """I/D: (1 to 4) / (5 to 7)."""
        return self._ratio(INDIRECT, DIRECT)

    @property
    def positive_negative(self) -> float | None:
        """i/d, the revised ratio: (1 to 3) / (6 and 7)."""
        return self._ratio(POSITIVE, NEGATIVE)

    @property
    def questions(self) -> float | None:
        """The share of questions in what the teacher says of the content: 4 / (4 and 5)."""
        return self._ratio((Talk.ASKS,), (Talk.ASKS, Talk.LECTURES))

    @property
    def initiative(self) -> float | None:
        """The share of students' talk that they begin: 9 / (8 and 9)."""
        return self._ratio((Talk.INITIATES,), STUDENTS)

    def _sum(self, categories: Sequence[Talk]) -> int:
        return sum(self.tallies[category] for category in categories)

    def _ratio(self, above: Sequence[Talk], below: Sequence[Talk]) -> float | None:
        return self._sum(above) / self._sum(below) if self._sum(below) else None


def flanders_figures(codes: str) -> FlandersFigures:
    """Count codes, of which there is one at least; intervals without one are left out."""
    found = Counter(talk_of(code) for code in codes if code != UNCODED)
    return FlandersFigures({category: found[category] for category in CATEGORIES})


def matrix_of(codes: str) -> list[list[int]]:
    """Count which category follows which: rows by the first, columns by the second of a pair.

    As Flanders tabulates it, the codes begin and end in silence, so that the sums of rows and
    columns agree. Around intervals without a code no pair is counted.
    """
    begun = codes if codes.startswith(SILENCE) else SILENCE + codes
    whole = begun if begun.endswith(SILENCE) else begun + SILENCE
    pairs = Counter(pair for pair in pairwise(whole) if UNCODED not in pair)
    keys = [str(category % 10) for category in CATEGORIES]
    return [[pairs[first, second] for second in keys] for first in keys]
