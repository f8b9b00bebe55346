"""How far the demo's lessons have come on their way up to the district."""

import datetime

from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from lessons.domain.decision import approve, send_back
from lessons.domain.queries.submission import what_is_missing
from lessons.domain.submission import submit_for_selection
from lessons.models import LessonPage
from moke.accounts.models import User


def send_up(lesson: LessonPage, way: list[dict]) -> None:
    """Take the steps of a sheet, each with who took it and how many days ago, once.

    A lesson that somebody has changed so that it cannot go up stays where it is.
    """
    lesson = LessonPage.objects.get(pk=lesson.pk)
    if TaskState.objects.for_instance(lesson).exists() or what_is_missing(lesson=lesson):
        return
    for step in way:
        waits_at = lesson.current_workflow_task_state
        _take(lesson, step)
        lesson = LessonPage.objects.get(pk=lesson.pk)
        _date(lesson, waits_at, timezone.now() - datetime.timedelta(days=step["days_ago"]))


def _take(lesson: LessonPage, step: dict) -> None:
    words = step.get("words", "")
    if step["do"] == "submit":
        submit_for_selection(lesson=lesson, by=lesson.author)
        return
    by = User.objects.get(username=step["by"])
    if step["do"] == "approve":
        approve(lesson=lesson, by=by, note=words)
    else:
        send_back(lesson=lesson, by=by, reason=words)


def _date(lesson: LessonPage, decided: TaskState | None, when: datetime.datetime) -> None:
    """Let it have happened then, not while the demo is being loaded."""
    states = TaskState.objects.for_instance(lesson)
    if decided:
        states.filter(pk=decided.pk).update(finished_at=when)
    else:
        WorkflowState.objects.for_instance(lesson).update(created_at=when)
    states.filter(status=TaskState.STATUS_IN_PROGRESS).update(started_at=when)
    if lesson.selected_at:
        LessonPage.objects.filter(pk=lesson.pk).update(selected_at=when)
