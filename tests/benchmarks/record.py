"""Seconds from asking for a record with 200 comments as a file until it can be fetched."""

import time

from django.db.models import F

from lessons.domain.invitation import invite
from lessons.models import LessonPage
from research.domain.record_export import ask_for_export
from research.enums import CommentKind, ExportKind, ExportState
from research.models import Comment, RecordExport
from tests.benchmarks.figures import Figure
from tests.benchmarks.server import working
from tests.benchmarks.world import CLIP_S, LENGTH_S, discuss, make_film, make_take
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import LessonPageFactory
from tests.factories.research import CommentFactory

COMMENTS = 200
MOST_S = 5
POLL_S = 0.02
PATIENCE_S = 120
FORMATS = {ExportKind.PDF: "PDF", ExportKind.DOCX: "DOCX"}


def measure_record() -> list[Figure]:
    """Have a worker that runs make the record, with 40 stills; anew after each comment."""
    author, *people = (MembershipFactory().person for _person in range(6))
    lesson = LessonPageFactory(author=author, objectives="能联系上下文说出词语的意思。\n" * 8)
    film = make_film(author)
    take = make_take(lesson, film)
    for rendition in film.renditions.all():  # which stills are cut from
        rendition.pk, rendition.recording = None, take.recording
        rendition.save()
    invite(take=take, people=people, by=author)
    discuss(take, people, COMMENTS)
    # All of them where the film has pictures to cut.
    Comment.objects.update(start_ms=F("start_ms") * CLIP_S / LENGTH_S, end_ms=None)
    about = f"record, {COMMENTS} comments"
    with working():
        _make(LessonPageFactory(author=author), ExportKind.PDF)  # it has started and is at work
        first_s, _export = _make(lesson, ExportKind.PDF)
        figures = [Figure(about, "PDF, no still cut before", first_s, "s", most=MOST_S)]
        for kind, name in FORMATS.items():
            CommentFactory(take=take, author=people[0], kind=CommentKind.NOTE)
            seconds, export = _make(lesson, kind)
            figures += [
                Figure(about, name, seconds, "s", most=MOST_S),
                Figure(about, f"{name}, size", round(export.size_bytes / 1024), "KB"),
            ]
    return figures


def _make(lesson: LessonPage, kind: ExportKind) -> tuple[float, RecordExport]:
    begun = time.perf_counter()
    export = ask_for_export(lesson=lesson, reader=lesson.author, kind=kind, language="zh-hans")
    while not export.is_settled and time.perf_counter() - begun < PATIENCE_S:
        time.sleep(POLL_S)
        export.refresh_from_db()
    if export.state != ExportState.READY:
        raise SystemExit(f"The record was not made: {export.state}.")
    return round(time.perf_counter() - begun, 2), export
