"""Judging a lesson on its way up: recommended or selected, or sent back with a reason."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from lessons.domain.selection import mark_selected
from lessons.domain.visibility import open_to_the_district
from lessons.models import LessonPage
from moke.accounts.models import User

ALREADY_DECIDED = "already-decided"


@transaction.atomic
def approve(
    *, lesson: LessonPage, by: User, note: str = "", step_id: int | None = None
) -> LessonPage:
    """Recommend the lesson, or select it, whichever it waits for.

    The last step selects it: it is open to the whole district from then on. `step_id` is of
    the task state that the person had before their eyes. Raises PermissionDenied for whom
    the rules do not let decide, ValidationError where nothing waits or somebody was faster.
    """
    lesson, state = _lock(lesson, by, step_id)
    state.approve(user=by, comment=note.strip())
    workflow = WorkflowState.objects.get(pk=state.workflow_state_id)
    if workflow.status == WorkflowState.STATUS_APPROVED:
        open_to_the_district(lesson=lesson, by=by)
        mark_selected(lesson=lesson, by=by)
    return lesson


@transaction.atomic
def send_back(
    *, lesson: LessonPage, by: User, reason: str, step_id: int | None = None
) -> LessonPage:
    """Give the lesson back to its author, who reads why and may submit it again.

    Raises as `approve` does, and ValidationError where no reason is given.
    """
    if not reason.strip():
        raise ValidationError({"words": _("Say why you send it back: the author will read it.")})
    lesson, state = _lock(lesson, by, step_id)
    state.reject(user=by, comment=reason.strip())
    return lesson


def _lock(lesson: LessonPage, by: User, step_id: int | None) -> tuple[LessonPage, TaskState]:
    """Return lesson and task state, held fast, if the person may decide them now."""
    lesson = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    state = lesson.current_workflow_task_state
    if state is None or (step_id and state.pk != step_id):
        raise ValidationError(_say_what_happened(lesson, step_id), code=ALREADY_DECIDED)
    if not state.task.specific.may_be_decided_by(by, lesson):
        raise PermissionDenied
    return lesson, state


def _say_what_happened(lesson: LessonPage, step_id: int | None) -> str:
    seen = TaskState.objects.for_instance(lesson).filter(pk=step_id).first()
    names = {"name": seen and seen.finished_by}
    if seen and seen.status == TaskState.STATUS_APPROVED:
        return _("Nothing was changed: %(name)s has already let the lesson pass.") % names
    if seen and seen.status == TaskState.STATUS_REJECTED:
        return _("Nothing was changed: %(name)s has already sent the lesson back.") % names
    return _("Nothing was changed: the lesson does not wait for a decision any more.")
