"""Sending a lesson up to the district, and taking it back."""

import rules
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.models import WorkflowState

from lessons.domain.queries.submission import what_is_missing
from lessons.domain.workflow import ensure_workflow
from lessons.models import LessonPage
from moke.accounts.models import User


@transaction.atomic
def submit_for_selection(*, lesson: LessonPage, by: User) -> WorkflowState:
    """Send the lesson up as it is published now; what was sent back goes up again from there.

    A lesson that is on its way already stays where it is: a second click changes nothing.
    Raises PermissionDenied unless `by` wrote it, ValidationError with a sentence for each
    thing that is missing.
    """
    lesson = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    if not rules.has_perm("lessons.submit_lesson", by, lesson):
        raise PermissionDenied
    state = lesson.current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        return state
    if missing := what_is_missing(lesson=lesson):
        raise ValidationError(missing)
    if state:
        state.resume(user=by)
        return state
    return ensure_workflow().start(lesson, by)


@transaction.atomic
def withdraw_submission(*, lesson: LessonPage, by: User) -> bool:
    """Take the lesson back; say whether it was on its way, which a second click finds it is not.

    Raises PermissionDenied unless `by` wrote it.
    """
    lesson = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    if not rules.has_perm("lessons.submit_lesson", by, lesson):
        raise PermissionDenied
    return end_submission(lesson=lesson, by=by)


def end_submission(*, lesson: LessonPage, by: User) -> bool:
    """Cancel the workflow that the lesson is in, if it is in one; say whether it was."""
    state = lesson.current_workflow_state
    if state is None:
        return False
    state.cancel(user=by)
    return True
