"""What coders found in a take as it goes on paper, for one reader."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.template.loader import render_to_string

from lessons.models import Take
from moke.accounts.models import User
from research.domain.queries.coding import SchemeReport, coding_report
from research.domain.record_paper import site
from research.models import RecordExport


@dataclass(frozen=True)
class CodingPaper:
    """What is written on paper: the schemes by which somebody has coded the take."""

    take: Take
    reports: Sequence[SchemeReport]
    made_on: datetime.date | None = None


def coding_paper_of(
    *, take: Take, reader: User, made_on: datetime.date | None = None
) -> CodingPaper:
    """Put on paper what the reader may read of a take's codings; one query."""
    reports = [report for report in coding_report(take=take, person=reader) if report.here]
    return CodingPaper(take, reports, made_on)


def write_coding_paper(paper: CodingPaper) -> str:
    """Return the paper as HTML."""
    take, lesson = paper.take, paper.take.lesson
    title = RecordExport.title_of(lesson=lesson, take=take)
    context = {"paper": paper, "take": take, "lesson": lesson, "title": title, "site": site()}
    return render_to_string("research/coding_paper.html", context)


def coding_digest_of(paper: CodingPaper) -> str:
    """Return what changes whenever the paper would, but for the date on it."""
    undated = replace(paper, made_on=None)
    return hashlib.sha256(write_coding_paper(undated).encode()).hexdigest()
