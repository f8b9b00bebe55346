import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from wagtail.models import TaskState, WorkflowState

from lessons.domain.decision import send_back
from lessons.domain.lesson import publish_plan
from lessons.domain.queries.submission import what_is_missing
from lessons.domain.submission import submit_for_selection, withdraw_submission
from lessons.enums import Visibility
from lessons.models import LessonPage, SchoolRecommendation
from tests.factories.lessons import LessonPageFactory

pytestmark = pytest.mark.django_db


def current(lesson):
    return LessonPage.objects.get(pk=lesson.pk).current_workflow_task_state


def test_submitted_lesson_waits_for_its_school(ripe, people):
    state = submit_for_selection(lesson=ripe, by=people["author"])
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    assert state.requested_by == people["author"]
    assert isinstance(current(ripe).task.specific, SchoolRecommendation)


def test_submitting_twice_changes_nothing(ripe, people):
    first = submit_for_selection(lesson=ripe, by=people["author"])
    assert submit_for_selection(lesson=ripe, by=people["author"]) == first
    assert TaskState.objects.count() == 1


@pytest.mark.parametrize("who", ["colleague", "school_admin", "curator", "operator", "reviewer"])
def test_nobody_but_the_author_submits_or_takes_back(ripe, people, who):
    with pytest.raises(PermissionDenied):
        submit_for_selection(lesson=ripe, by=people[who])
    submit_for_selection(lesson=ripe, by=people["author"])
    with pytest.raises(PermissionDenied):
        withdraw_submission(lesson=ripe, by=people[who])


def test_what_is_missing_is_said_one_by_one(people, schools):
    lesson = LessonPageFactory(author=people["author"], school=schools[0])
    with translation.override("en"), pytest.raises(ValidationError) as raised:
        submit_for_selection(lesson=lesson, by=people["author"])
    assert raised.value.messages == [
        "Open the lesson at least to your school.",
        "Write the plan, its objectives at least, and publish it.",
        "Upload a recording and wait until it can be watched.",
    ]
    assert WorkflowState.objects.count() == 0


def test_plan_that_was_written_but_not_published_is_missing(ripe):
    LessonPage.objects.filter(pk=ripe.pk).update(objectives="")
    ripe.objectives = "写了，还没有发布。"
    ripe.save_revision()
    with translation.override("en"):
        missing = what_is_missing(lesson=LessonPage.objects.get(pk=ripe.pk))
    assert missing == ["Write the plan, its objectives at least, and publish it."]


def test_what_is_judged_is_the_plan_as_it_was_published_not_as_it_is_being_written(ripe, people):
    published = ripe.live_revision
    ripe.objectives = "下一稿。"
    ripe.save_revision(user=people["author"])
    submit_for_selection(lesson=ripe, by=people["author"])
    assert current(ripe).revision == published


def test_publishing_meanwhile_does_not_end_the_submission(ripe, people):
    submit_for_selection(lesson=ripe, by=people["author"])
    submitted = current(ripe).revision
    ripe.objectives = "下一稿。"
    ripe.save_revision(user=people["author"])
    publish_plan(lesson=LessonPage.objects.get(pk=ripe.pk), by=people["author"])
    assert current(ripe).revision == submitted
    assert LessonPage.objects.get(pk=ripe.pk).live_revision != submitted


def test_taken_back_lesson_is_not_on_its_way(ripe, people):
    submit_for_selection(lesson=ripe, by=people["author"])
    assert withdraw_submission(lesson=ripe, by=people["author"]) is True
    assert current(ripe) is None
    assert withdraw_submission(lesson=ripe, by=people["author"]) is False


def test_lesson_that_was_taken_back_may_go_up_again(ripe, people):
    first = submit_for_selection(lesson=ripe, by=people["author"])
    withdraw_submission(lesson=ripe, by=people["author"])
    assert submit_for_selection(lesson=ripe, by=people["author"]) != first


def test_lesson_that_was_sent_back_goes_on_where_it_stopped(ripe, people):
    first = submit_for_selection(lesson=ripe, by=people["author"])
    send_back(lesson=ripe, by=people["school_admin"], reason="板书再精简一些。")
    assert submit_for_selection(lesson=ripe, by=people["author"]) == first
    assert current(ripe).status == TaskState.STATUS_IN_PROGRESS
    assert isinstance(current(ripe).task.specific, SchoolRecommendation)


def test_draft_does_not_go_up_again_after_it_was_sent_back(ripe, people):
    submit_for_selection(lesson=ripe, by=people["author"])
    send_back(lesson=ripe, by=people["school_admin"], reason="板书再精简一些。")
    LessonPage.objects.update(visibility=Visibility.DRAFT)
    with pytest.raises(ValidationError):
        submit_for_selection(lesson=ripe, by=people["author"])
