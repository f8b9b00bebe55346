"""The district's selection of a lesson: given at the end of its way up, taken away with reason."""

from django.utils import timezone
from wagtail.log_actions import log

from lessons.domain.audience import serve_many
from lessons.models import LessonPage
from moke.accounts.models import User


def mark_selected(*, lesson: LessonPage, by: User) -> None:
    """Note since when the district has selected the lesson, and who said so, in its history."""
    lesson.selected_at = timezone.now()
    LessonPage.objects.filter(pk=lesson.pk).update(selected_at=lesson.selected_at)
    log(instance=lesson, action="lessons.select", user=by)
    serve_many(lesson=lesson)


def take_selection_away(*, lesson: LessonPage, by: User) -> bool:
    """End the selection, if there is one, and note it in the lesson's history."""
    if lesson.selected_at is None:
        return False
    data = {"selected_at": lesson.selected_at.isoformat()}
    lesson.selected_at = None
    LessonPage.objects.filter(pk=lesson.pk).update(selected_at=None)
    log(instance=lesson, action="lessons.deselect", user=by, data=data)
    return True
