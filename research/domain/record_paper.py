"""A lesson's record as it goes on paper: what one reader may see, with stills of the moments."""

import datetime
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from lessons.models import LessonPage, Take
from moke.accounts.models import User
from research.domain.queries.observation import takes_waiting_for
from research.domain.queries.record import Chapter, Record, record_of
from research.domain.queries.sketch import Drawn
from research.enums import ACCEPTED, CommentKind, EnclosureKind
from research.models import Comment, RecordExport

MOST_STILLS = 40
"""In one file: more would make it heavy to send and slow to cut."""
MOST_PICTURES = 60
"""Of those that go with comments; more are named, with a link."""


class Place(NamedTuple):
    """A moment of a take."""

    take: int
    at_ms: int


type Stills = Mapping[Place, bytes]
type Pictures = Mapping[str, bytes]
"""Small pictures that go with comments, as JPEG, by their keys."""
NO_PICTURES: Pictures = MappingProxyType({})


@dataclass(frozen=True)
class Line:
    """A comment, and the places whose stills stand beside it: its own, and that of its answer."""

    comment: Comment
    place: Place | None = None
    answered: Place | None = None
    drawn: Drawn | None = None
    """What is drawn over the still of its own place."""


@dataclass(frozen=True)
class PaperChapter:
    """A chapter of the record; `shows_points` unless the reader has yet to observe the take."""

    chapter: Chapter
    lines: Sequence[Line]
    shows_points: bool


@dataclass(frozen=True)
class Paper:
    """What is written on paper. `left_out` counts the moments beyond the most stills."""

    record: Record
    chapters: Sequence[PaperChapter]
    left_out: int
    made_on: datetime.date | None = None

    @property
    def places(self) -> list[Place]:
        """All places to be seen, in order, each once."""
        lines = [line for part in self.chapters for line in part.lines]
        found = (place for line in lines for place in (line.place, line.answered) if place)
        return list(dict.fromkeys(found))

    @property
    def pictures(self) -> list[str]:
        """Keys of the pictures that go with comments and are to be seen, in order."""
        lines = [line for part in self.chapters for line in part.lines]
        found = (one for line in lines for one in line.comment.enclosed)
        return [one["key"] for one in found if one["kind"] == EnclosureKind.PICTURE][:MOST_PICTURES]


def paper_of(*, lesson: LessonPage, reader: User, made_on: datetime.date | None = None) -> Paper:
    """Put a lesson's record on paper for one reader, in at most twenty queries."""
    record = record_of(lesson, reader)
    takes = {chapter.take.pk: chapter.take for chapter in record.chapters}
    waiting = takes_waiting_for(reader, takes.values())
    wanted = list(_worth_a_still(record, takes))
    shown = dict(wanted[:MOST_STILLS])
    chapters = [
        PaperChapter(
            chapter=chapter,
            lines=[shown.get(c.pk) or Line(c) for c in chapter.comments],
            shows_points=chapter.points is not None and chapter.take.pk not in waiting,
        )
        for chapter in record.chapters
    ]
    return Paper(record, chapters, max(0, len(wanted) - MOST_STILLS), made_on)


def write_paper(paper: Paper, stills: Collection[Place], pictures: Collection[str]) -> str:
    """Return the paper as HTML.

    Its stills have addresses such as `still:7-83000`, pictures that go with comments such as
    `picture:` with their key.
    """
    return render_to_string(
        "research/record_paper.html",
        {
            "paper": paper,
            "record": paper.record,
            "lesson": paper.record.lesson,
            "title": RecordExport.title_of(lesson=paper.record.lesson),
            "stills": stills,
            "pictures": pictures,
            "site": site(),
            "left_out": left_out_of(paper),
        },
    )


def digest_of(paper: Paper) -> str:
    """Return what changes whenever the paper would, but for the date on it."""
    undated = replace(paper, made_on=None)
    return hashlib.sha256(write_paper(undated, paper.places, paper.pictures).encode()).hexdigest()


def left_out_of(paper: Paper) -> str:
    """Say how many moments have no still because there are too many; nothing where none."""
    said = ngettext(
        "%(number)s more moment has none, to keep the file light.",
        "%(number)s more moments have none, to keep the file light.",
        paper.left_out,
    )
    return said % {"number": paper.left_out} if paper.left_out else ""


def site() -> str:
    """Return the address of the site, which links on paper begin with."""
    return settings.WAGTAILADMIN_BASE_URL


def _worth_a_still(record: Record, takes: Mapping[int, Take]) -> Iterator[tuple[int, Line]]:
    """Yield, by their comments' keys, lines of highlights, of what was adopted, and of drawings."""
    for chapter in record.chapters:
        for comment in chapter.comments:
            verdict, answer = getattr(comment, "verdict", None), getattr(comment, "answer", None)
            is_adopted = verdict is not None and verdict.choice in ACCEPTED
            drawn = chapter.drawings.get(comment.pk)
            if not is_adopted and not drawn and comment.kind != CommentKind.HIGHLIGHT:
                continue
            place = _place(chapter.take, comment.start_ms, is_exact=bool(drawn))
            answered = _place(takes[answer.take_id], answer.at_ms) if answer else None
            if place or answered:
                yield comment.pk, Line(comment, place, answered, drawn)


def _place(take: Take, at_ms: int, *, is_exact: bool = False) -> Place | None:
    """The moment's second, or with `is_exact` the moment itself, on which something is drawn."""
    recording = take.recording
    is_seen = recording.is_ready and recording.has_picture
    at_ms = at_ms if is_exact else at_ms // 1000 * 1000
    return Place(take.pk, at_ms) if is_seen else None
