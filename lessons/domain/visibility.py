"""Widening and narrowing who may see a lesson."""

import rules
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from lessons.enums import Visibility
from lessons.models import LessonPage
from moke.accounts.models import User


@transaction.atomic
def set_visibility(*, lesson: LessonPage, visibility: str, by: User) -> LessonPage:
    """Say who may see the lesson, and note in its history who said so.

    The author may choose freely; a school admin or a curator may only withdraw it, which
    makes it a draft again. Raises PermissionDenied for anything else.
    """
    visibility = Visibility(visibility)
    allowed = rules.has_perm("lessons.set_visibility", by, lesson) or (
        visibility == Visibility.DRAFT and rules.has_perm("lessons.withdraw_lesson", by, lesson)
    )
    if not allowed:
        raise PermissionDenied
    if lesson.visibility != visibility:
        data = {"from": lesson.visibility, "to": visibility.value}
        LessonPage.objects.filter(pk=lesson.pk).update(visibility=visibility)
        lesson.visibility = visibility
        log(instance=lesson, action="lessons.visibility", user=by, data=data)
    return lesson
