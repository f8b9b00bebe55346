"""Lessons on their way up to the district, as lines of what waits today."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lessons.domain.queries.submission import awaiting_decision
from lessons.enums import Step
from lessons.models import LessonPage
from lessons.models.lesson import PLAN_TEXTS
from moke.accounts.models import User
from research.domain.queries.today import Urgency

DECISIONS_SHOWN = 3


@dataclass(frozen=True)
class WayLine:
    """A lesson that waits for the person's decision, or that was sent back to them."""

    urgency: Urgency
    lesson: LessonPage
    at: datetime
    """Since when it waits, or when it was sent back."""
    reason: str = ""
    by: str = ""
    """Who sent it back."""
    is_last_of_more: bool = False
    """Whether more wait than are shown."""

    on_the_way = True

    @property
    def since(self) -> date:
        return timezone.localdate(self.at)

    @property
    def kind(self) -> str:
        if self.urgency == Urgency.SENT_BACK:
            return "sent-back"
        return "recommend" if self.lesson.waiting_step == Step.RECOMMENDATION else "select"


def on_the_way(person: User) -> list[WayLine]:
    """What the person is to decide, the longest waiting first, and what was sent back to them."""
    return [*_sent_back(person), *_to_decide(person)]


def _sent_back(person: User) -> list[WayLine]:
    lessons = LessonPage.objects.by(person).sent_back().defer(*PLAN_TEXTS)
    return [
        WayLine(
            Urgency.SENT_BACK,
            lesson,
            lesson.sent_back_at,
            reason=lesson.sent_back_reason,
            by=lesson.sent_back_by,
        )
        for lesson in lessons
    ]


def _to_decide(person: User) -> list[WayLine]:
    if not person.has_perm("lessons.see_submissions"):
        return []
    waiting = awaiting_decision(person=person).order_by("waiting_since", "pk")
    lessons = list(
        waiting.select_related("author", "school").defer(*PLAN_TEXTS)[: DECISIONS_SHOWN + 1]
    )
    shown = lessons[:DECISIONS_SHOWN]
    return [
        WayLine(
            Urgency.TO_DECIDE,
            lesson,
            lesson.waiting_since,
            is_last_of_more=len(lessons) > len(shown) and lesson is shown[-1],
        )
        for lesson in shown
    ]
