import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from wagtail.models import PageLogEntry, TaskState

from lessons.domain.decision import approve, send_back
from lessons.domain.submission import submit_for_selection, withdraw_submission
from lessons.domain.visibility import set_visibility
from lessons.enums import Visibility
from lessons.models import DistrictSelection, LessonPage
from moke.accounts.domain.membership import add_membership
from moke.accounts.enums import Role
from tests.factories.lessons import RipeLessonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(ripe, people):
    submit_for_selection(lesson=ripe, by=people["author"])
    return ripe


@pytest.fixture
def recommended(submitted, people):
    approve(lesson=submitted, by=people["school_admin"], note="推荐。")
    return submitted


def now(lesson):
    return LessonPage.objects.get(pk=lesson.pk)


def step(lesson):
    return now(lesson).current_workflow_task_state


def test_recommended_lesson_waits_for_a_curator_with_the_same_plan(submitted, people):
    before = step(submitted)
    submitted.save_revision()
    approve(lesson=submitted, by=people["school_admin"], note=" 推荐。 ")
    assert isinstance(step(submitted).task.specific, DistrictSelection)
    assert step(submitted).revision == before.revision
    passed = TaskState.objects.get(pk=before.pk)
    assert (passed.finished_by, passed.comment) == (people["school_admin"], "推荐。")
    assert now(submitted).selected_at is None


def test_selected_lesson_is_open_to_the_district_and_its_history_says_so(recommended, people):
    written = recommended.save_revision()
    approve(lesson=recommended, by=people["curator"])
    lesson = now(recommended)
    assert lesson.selected_at is not None
    assert lesson.visibility == Visibility.DISTRICT
    assert lesson.live_revision != written
    logged = PageLogEntry.objects.filter(page=lesson, user=people["curator"])
    assert set(logged.values_list("action", flat=True)) == {
        "wagtail.workflow.approve",
        "lessons.visibility",
        "lessons.select",
    }


def test_selection_narrows_nothing(recommended, people):
    LessonPage.objects.update(visibility=Visibility.PUBLIC)
    approve(lesson=recommended, by=people["curator"])
    assert now(recommended).visibility == Visibility.PUBLIC


@pytest.mark.parametrize(
    "who", ["author", "colleague", "reviewer", "admin_elsewhere", "curator", "operator"]
)
def test_school_step_is_for_the_admins_of_the_school(submitted, people, who):
    with pytest.raises(PermissionDenied):
        approve(lesson=submitted, by=people[who])
    with pytest.raises(PermissionDenied):
        send_back(lesson=submitted, by=people[who], reason="不行。")
    assert step(submitted).status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.parametrize(
    "who", ["author", "colleague", "reviewer", "school_admin", "admin_elsewhere", "operator"]
)
def test_district_step_is_for_curators(recommended, people, who):
    with pytest.raises(PermissionDenied):
        approve(lesson=recommended, by=people[who])
    assert now(recommended).selected_at is None


@pytest.mark.parametrize("role", [Role.SCHOOL_ADMIN, Role.CURATOR])
def test_nobody_judges_their_own_lesson(people, schools, role):
    author = people["author"]
    school = schools[0] if role == Role.SCHOOL_ADMIN else None
    add_membership(person=author, role=role, school=school)
    lesson = RipeLessonFactory(author=author, school=schools[0])
    submit_for_selection(lesson=lesson, by=author)
    with pytest.raises(PermissionDenied):
        approve(lesson=lesson, by=author)
    approve(lesson=lesson, by=people["school_admin"])
    with pytest.raises(PermissionDenied):
        approve(lesson=lesson, by=author)
    approve(lesson=lesson, by=people["curator"])
    assert now(lesson).selected_at is not None


def test_curator_decides_both_steps_where_the_only_admin_is_the_author(people, schools):
    author = people["admin_elsewhere"]
    lesson = RipeLessonFactory(author=author, school=schools[1])
    submit_for_selection(lesson=lesson, by=author)
    with pytest.raises(PermissionDenied):
        approve(lesson=lesson, by=people["school_admin"])
    approve(lesson=lesson, by=people["curator"])
    approve(lesson=lesson, by=people["curator"])
    assert now(lesson).selected_at is not None


def test_admin_who_left_the_district_does_not_keep_a_lesson_waiting(submitted, people):
    people["school_admin"].is_active = False
    people["school_admin"].save()
    approve(lesson=submitted, by=people["curator"])
    assert isinstance(step(submitted).task.specific, DistrictSelection)


def test_sending_back_needs_a_reason(submitted, people):
    for reason in ("", "  \n "):
        with pytest.raises(ValidationError):
            send_back(lesson=submitted, by=people["school_admin"], reason=reason)
    assert step(submitted).status == TaskState.STATUS_IN_PROGRESS


def test_second_click_decides_no_second_step(submitted, people):
    """Even for whoever might decide both: the page showed one of them."""
    add_membership(person=people["school_admin"], role=Role.CURATOR, school=None)
    seen = step(submitted).pk
    approve(lesson=submitted, by=people["school_admin"], step_id=seen)
    with translation.override("en"), pytest.raises(ValidationError) as raised:
        approve(lesson=submitted, by=people["school_admin"], step_id=seen)
    assert raised.value.messages == [
        "Nothing was changed: School-Admin has already let the lesson pass."
    ]
    assert now(submitted).selected_at is None


def test_the_slower_of_two_hears_who_was_faster(submitted, people, person, schools):
    other = person("other-admin", Role.SCHOOL_ADMIN, schools[0])
    seen = step(submitted).pk
    send_back(lesson=submitted, by=other, reason="再改一改。", step_id=seen)
    with translation.override("en"), pytest.raises(ValidationError) as raised:
        approve(lesson=submitted, by=people["school_admin"], step_id=seen)
    assert raised.value.messages == [
        "Nothing was changed: Other-Admin has already sent the lesson back."
    ]


def test_lesson_that_was_taken_back_meanwhile_is_not_decided(submitted, people):
    seen = step(submitted).pk
    withdraw_submission(lesson=submitted, by=people["author"])
    for decide in (
        lambda: approve(lesson=submitted, by=people["school_admin"], step_id=seen),
        lambda: send_back(
            lesson=submitted, by=people["school_admin"], reason="不行。", step_id=seen
        ),
    ):
        with translation.override("en"), pytest.raises(ValidationError) as raised:
            decide()
        assert raised.value.messages == [
            "Nothing was changed: the lesson does not wait for a decision any more."
        ]


def test_draft_is_taken_back_from_its_way(submitted, people):
    set_visibility(lesson=submitted, visibility=Visibility.DRAFT, by=people["author"])
    assert step(submitted) is None
    assert now(submitted).current_workflow_state is None


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.SCHOOL])
def test_lesson_that_the_district_does_not_see_is_no_longer_selected(
    recommended, people, visibility
):
    approve(lesson=recommended, by=people["curator"])
    set_visibility(lesson=recommended, visibility=visibility, by=people["author"])
    assert now(recommended).selected_at is None
    logged = PageLogEntry.objects.filter(page=recommended.pk, action="lessons.deselect")
    assert logged.get().user == people["author"]


def test_opening_a_selected_lesson_to_everybody_leaves_it_selected(recommended, people):
    approve(lesson=recommended, by=people["curator"])
    set_visibility(lesson=recommended, visibility=Visibility.PUBLIC, by=people["author"])
    assert now(recommended).selected_at is not None


def test_selected_lesson_is_not_submitted_again(recommended, people):
    approve(lesson=recommended, by=people["curator"])
    with translation.override("en"), pytest.raises(ValidationError) as raised:
        submit_for_selection(lesson=recommended, by=people["author"])
    assert raised.value.messages == ["The district has selected this lesson already."]


def test_decisions_write_no_letters(submitted, people, mailoutbox):
    people["operator"].email = "operator@example.org"
    people["operator"].save()
    send_back(lesson=submitted, by=people["school_admin"], reason="再改一改。")
    submit_for_selection(lesson=submitted, by=people["author"])
    approve(lesson=submitted, by=people["school_admin"])
    approve(lesson=submitted, by=people["curator"])
    assert mailoutbox == []
