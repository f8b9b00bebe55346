"""What the library lists."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from lessons.enums import LibraryState, Visibility
from lessons.models import Invitation, LessonPage, Take
from moke.accounts.anybody import Anybody


def library(*, person: Anybody, wishes: Mapping) -> QuerySet[LessonPage]:
    """Return the lessons that the person may see and wishes to, newest first.

    `wishes` may hold words, subject, grade, kind, school and state. Drafts are listed only
    where they are asked for by state.
    """
    lessons = LessonPage.objects.visible_to(person)
    state = wishes.get("state")
    drafts = Q(visibility=Visibility.DRAFT)
    lessons = lessons.filter(drafts if state == LibraryState.DRAFT else ~drafts)
    for name in ("subject", "grade", "kind", "school"):
        if wish := wishes.get(name):
            lessons = lessons.filter(**{name: wish})
    for word in (wishes.get("words") or "").split():
        lessons = lessons.filter(Q(title__icontains=word) | Q(author__name__icontains=word))
    return _in_state(lessons, state).order_by("-last_published_at", "-pk")


def _in_state(lessons: QuerySet[LessonPage], state: str | None) -> QuerySet[LessonPage]:
    takes = Take.objects.filter(lesson=OuterRef("pk"))
    recorded = Exists(takes.exclude(recording__published_attempt=""))
    if state == LibraryState.RECORDED:
        return lessons.filter(recorded)
    if state == LibraryState.PLAN:
        return lessons.exclude(recorded)
    if state == LibraryState.REVIEW:
        asked = Invitation.objects.filter(take__lesson=OuterRef("pk"), done_at=None)
        return lessons.filter(Exists(asked))
    return lessons
