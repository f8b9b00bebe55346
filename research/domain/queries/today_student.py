"""A student's home: where they stopped, and what was released to them, by subject."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from lessons.domain.queries.card import Card, as_cards, card
from lessons.domain.queries.homework import grades_of
from lessons.models import LessonPage, Take
from moke.accounts.models import User
from moke.curriculum.enums import Subject
from moke.media.models import WatchPosition

CONTINUED_SHOWN = 3
WATCHED_SHARE = 0.95  # of the length, from where on the rest is farewell
LOOKED_THROUGH = 24
SHOWN_OF_A_SUBJECT = 3


@dataclass(frozen=True)
class SubjectRow:
    """A subject with its newest lessons."""

    subject: Subject
    grade: int
    cards: list[Card]


def released_by_subject(student: User) -> list[SubjectRow]:
    """The newest lessons that the student's grade can watch, the subject of the newest first."""
    watchable = Take.objects.filter(lesson=OuterRef("pk")).exclude(recording__published_attempt="")
    lessons = LessonPage.objects.visible_to(student).filter(
        Exists(watchable), grade__in=grades_of(student)
    )
    newest = as_cards(lessons.order_by("-last_published_at", "-pk"))[:LOOKED_THROUGH]
    rows: dict[str, SubjectRow] = {}
    for lesson in newest:
        row = rows.setdefault(lesson.subject, SubjectRow(Subject(lesson.subject), lesson.grade, []))
        if len(row.cards) < SHOWN_OF_A_SUBJECT:
            row.cards.append(card(lesson=lesson, person=student))
    return list(rows.values())


def continue_watching(person: User) -> QuerySet[WatchPosition]:
    """Where the person stopped in recordings not yet seen to the end, the latest first."""
    return (
        WatchPosition.objects.filter(
            person=person,
            position_s__gt=0,
            position_s__lt=F("recording__duration_s") * WATCHED_SHARE,
            recording__take__lesson__in=LessonPage.objects.visible_to(person),
        )
        .exclude(recording__published_attempt="")
        .select_related("recording__take__lesson__author", "recording__take__lesson__school")
        .order_by("-changed_at")[:CONTINUED_SHOWN]
    )
