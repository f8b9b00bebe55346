"""Clips as one person sees them, and the lessons that clips can be cut from."""

from collections.abc import Container
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from lessons.models import LessonPage, Take
from lessons.models.querysets import LessonQuerySet
from moke.accounts.models import User
from research.domain.clip import Span, span_query
from research.models import ClipQuote

LESSONS_OFFERED = 12


@dataclass(frozen=True)
class Clip:
    """A quoted span; `is_open` when the viewer may see the lesson, else nothing is told of it."""

    quote: ClipQuote
    is_open: bool

    @property
    def length_ms(self) -> int:
        return self.quote.end_ms - self.quote.start_ms

    @property
    def address(self) -> str:
        """The span on the page of its lesson."""
        lesson = reverse("lessons:lesson", args=[self.quote.take.lesson_id])
        return f"{lesson}?take={self.quote.take.number}&{span_query(self.quote)}#watch"

    @property
    def room_address(self) -> str:
        """The span in the review room, for those who enter it."""
        return Span(self.quote.take, self.quote.start_ms, self.quote.end_ms).address


def show_clip(quote: ClipQuote, readable: Container[int]) -> Clip:
    """The clip as seen by somebody who may read the lessons with these ids."""
    open_now = quote.take.lesson_id in readable and quote.take.recording.is_ready
    return Clip(quote, open_now)


def quotable_lessons(*, person: User, words: str) -> LessonQuerySet:
    """Lessons with a recording that the person may quote: one's own first, then the newest.

    Each has `takes_to_play`, newest first, with their recordings.
    """
    ready = Take.objects.exclude(recording__published_attempt="")
    lessons = LessonPage.objects.visible_to(person).filter(
        Exists(ready.filter(lesson=OuterRef("pk")))
    )
    for word in words.split():
        lessons = lessons.filter(Q(title__icontains=word) | Q(author__name__icontains=word))
    takes = Prefetch(
        "takes", ready.select_related("recording").order_by("-number"), to_attr="takes_to_play"
    )
    return (
        lessons.select_related("author", "school")
        .prefetch_related(takes)
        .order_by("-last_published_at", "-pk")[:LESSONS_OFFERED]
    )
