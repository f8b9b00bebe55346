"""Widening and narrowing who may see a lesson."""

import rules
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from lessons.domain.audience import serve_many
from lessons.domain.selection import take_selection_away
from lessons.domain.submission import end_submission
from lessons.enums import Visibility
from lessons.models import LessonPage
from moke.accounts.models import User

NOT_THE_DISTRICTS = (Visibility.DRAFT, Visibility.SCHOOL)


@transaction.atomic
def set_visibility(*, lesson: LessonPage, visibility: str, by: User) -> LessonPage:
    """Say who may see the lesson, and note in its history who said so.

    The author may choose freely; a school admin or a curator may only withdraw it, which
    makes it a draft again. Raises PermissionDenied for anything else.

    A draft is taken back from its way up to the district, and what the district does not see
    any more is no longer selected.
    """
    visibility = Visibility(visibility)
    LessonPage.objects.select_for_update().get(pk=lesson.pk)
    lesson.refresh_from_db(fields=["visibility", "selected_at"])
    allowed = rules.has_perm("lessons.set_visibility", by, lesson) or (
        visibility == Visibility.DRAFT and rules.has_perm("lessons.withdraw_lesson", by, lesson)
    )
    if not allowed:
        raise PermissionDenied
    if visibility == Visibility.DRAFT:
        end_submission(lesson=lesson, by=by)
    if visibility in NOT_THE_DISTRICTS:
        take_selection_away(lesson=lesson, by=by)
    _write(lesson, visibility, by)
    return lesson


def open_to_the_district(*, lesson: LessonPage, by: User) -> None:
    """Let the whole district see the lesson that it selected, unless everybody does already."""
    if lesson.visibility in NOT_THE_DISTRICTS:
        _write(lesson, Visibility.DISTRICT, by)


def _write(lesson: LessonPage, visibility: Visibility, by: User) -> None:
    if lesson.visibility != visibility:
        data = {"from": lesson.visibility, "to": visibility.value}
        LessonPage.objects.filter(pk=lesson.pk).update(visibility=visibility)
        lesson.visibility = visibility
        log(instance=lesson, action="lessons.visibility", user=by, data=data)
        serve_many(lesson=lesson)
