"""School terms (学期): the first begins in August, the second in February."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from moke.curriculum.enums import Term

FIRST_BEGINS, SECOND_BEGINS = 8, 2
"""The months that the terms begin with; the holidays before them count to the term."""
CODE = re.compile(r"(20\d\d)-(first|second)")


@dataclass(frozen=True, order=True)
class SchoolTerm:
    """A term of the school year that begins in `year`."""

    year: int
    half: Term

    @property
    def begins_on(self) -> date:
        if self.half == Term.FIRST:
            return date(self.year, FIRST_BEGINS, 1)
        return date(self.year + 1, SECOND_BEGINS, 1)

    @property
    def ends_on(self) -> date:
        return self.next.begins_on - timedelta(days=1)

    @property
    def next(self) -> "SchoolTerm":
        if self.half == Term.FIRST:
            return SchoolTerm(self.year, Term.SECOND)
        return SchoolTerm(self.year + 1, Term.FIRST)

    @property
    def before(self) -> "SchoolTerm":
        return term_of(self.begins_on - timedelta(days=1))

    @property
    def code(self) -> str:
        """As addresses name it: 2026-first."""
        return f"{self.year}-{self.half.value}"

    def __str__(self) -> str:
        years = {"year": self.year, "next": self.year + 1}
        if self.half == Term.FIRST:
            return _("%(year)d–%(next)d, first term") % years
        return _("%(year)d–%(next)d, second term") % years


def term_of(day: date) -> SchoolTerm:
    """Return the term that a day belongs to."""
    if day.month >= FIRST_BEGINS:
        return SchoolTerm(day.year, Term.FIRST)
    half = Term.SECOND if day.month >= SECOND_BEGINS else Term.FIRST
    return SchoolTerm(day.year - 1, half)


def read_term(code: str) -> SchoolTerm | None:
    """Return the term that an address names; None for what is none."""
    found = CODE.fullmatch(code)
    return SchoolTerm(int(found[1]), Term(found[2])) if found else None
