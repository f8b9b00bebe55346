import pytest
import rules
from django.utils import timezone

from lessons.enums import Visibility
from lessons.models import LessonPage
from lessons.models.access import REASON_LASTS
from moke.accounts.domain.membership import end_membership
from moke.accounts.models import User
from tests.factories.lessons import (
    InvitationFactory,
    LessonPageFactory,
    ReasonedAccessFactory,
    TakeFactory,
)
from tests.lessons.readers import READERS

STUDENTS_VIEW = {"anonymous", "student", "student_of_grade_2", "student_elsewhere", "nobody"}


@pytest.fixture
def lesson_of(people, schools):
    def make(visibility):
        lesson = LessonPageFactory(
            author=people["author"], school=schools[0], visibility=visibility
        )
        InvitationFactory(take=TakeFactory(lesson=lesson), person=people["reviewer"])
        ReasonedAccessFactory(lesson=lesson, person=people["operator_with_reason"])
        return lesson

    return make


def allowed(permission, people, thing):
    return {name for name, person in people.items() if rules.has_perm(permission, person, thing)}


@pytest.mark.parametrize("visibility", Visibility)
def test_read_lesson_follows_the_matrix(lesson_of, people, visibility):
    lesson = lesson_of(visibility)
    assert allowed("lessons.read_lesson", people, lesson) == READERS[visibility]


@pytest.mark.parametrize("visibility", Visibility)
def test_visible_to_says_what_read_lesson_says(lesson_of, people, visibility):
    lesson = lesson_of(visibility)
    seen = {
        name
        for name, person in people.items()
        if LessonPage.objects.visible_to(person).filter(pk=lesson.pk).exists()
    }
    assert seen == READERS[visibility]


def test_visible_to_is_one_query_and_lists_a_lesson_once(
    lesson_of, people, django_assert_num_queries
):
    lesson = lesson_of(Visibility.DISTRICT)
    InvitationFactory(take=TakeFactory(lesson=lesson), person=people["reviewer"])
    reviewer = User.objects.get(pk=people["reviewer"].pk)
    with django_assert_num_queries(2):
        assert list(LessonPage.objects.visible_to(reviewer)) == [lesson]


@pytest.mark.parametrize("visibility", Visibility)
def test_read_plan_is_for_teachers(lesson_of, people, visibility):
    lesson = lesson_of(visibility)
    assert allowed("lessons.read_plan", people, lesson) == READERS[visibility] - STUDENTS_VIEW


@pytest.mark.parametrize("visibility", Visibility)
def test_stream_recording_follows_the_lesson(lesson_of, people, visibility):
    recording = lesson_of(visibility).takes.get().recording
    assert allowed("media.stream_recording", people, recording) == READERS[visibility]


@pytest.mark.parametrize("permission", ["edit_lesson", "set_visibility", "open_take"])
def test_changing_a_lesson_is_the_authors(lesson_of, people, permission):
    lesson = lesson_of(Visibility.PUBLIC)
    assert allowed(f"lessons.{permission}", people, lesson) == {"author"}


def test_withdraw_lesson_is_for_author_school_and_district(lesson_of, people):
    lesson = lesson_of(Visibility.SCHOOL)
    expected = {"author", "school_admin", "curator"}
    assert allowed("lessons.withdraw_lesson", people, lesson) == expected
    assert allowed("lessons.withdraw_lesson", people, lesson_of(Visibility.DRAFT)) == set()


def test_prepare_lesson_is_for_teachers_of_a_school(people):
    expected = {
        "author",
        "colleague",
        "group_lead",
        "teacher_elsewhere",
        "reviewer",
        "school_admin",
        "admin_elsewhere",
    }
    assert allowed("lessons.prepare_lesson", people, None) == expected


def test_a_loose_recording_is_its_owners_alone(people):
    recording = TakeFactory().recording
    recording.owner = people["author"]
    recording.take.delete()
    recording.refresh_from_db()
    recording.owner = people["author"]
    assert allowed("media.stream_recording", people, recording) == {"author"}
    assert allowed("media.upload_recording", people, recording) == {"author"}


def test_download_source_needs_a_reason_from_those_who_oversee(lesson_of, people):
    lesson = lesson_of(Visibility.SCHOOL)
    recording = lesson.takes.get().recording
    assert allowed("media.download_source", people, recording) == {"author"}
    ReasonedAccessFactory(lesson=lesson, person=people["school_admin"])
    ReasonedAccessFactory(lesson=lesson, person=people["colleague"])
    expected = {"author", "school_admin"}
    assert allowed("media.download_source", people, recording) == expected


def test_a_reason_wears_off(lesson_of, people):
    lesson = lesson_of(Visibility.DISTRICT)
    lesson.accesses.update(given_at=timezone.now() - REASON_LASTS)
    assert not rules.has_perm("lessons.read_lesson", people["operator_with_reason"], lesson)


def test_invite_reviewer_is_the_authors(lesson_of, people):
    take = lesson_of(Visibility.PUBLIC).takes.get()
    assert allowed("lessons.invite_reviewer", people, take) == {"author"}


def test_being_a_superuser_opens_no_lesson(lesson_of, people):
    lesson = lesson_of(Visibility.DISTRICT)
    assert not people["operator"].has_perm("lessons.read_lesson", lesson)
    assert people["operator"].has_perm("lessons.add_lessonpage")


@pytest.mark.django_db
def test_reviewer_who_left_reads_the_draft_no_more():
    invitation = InvitationFactory()
    lesson, person = invitation.take.lesson, invitation.person
    assert person.has_perm("lessons.read_lesson", lesson)
    end_membership(membership=person.memberships.get())
    left = User.objects.get(pk=person.pk)
    assert not left.has_perm("lessons.read_lesson", lesson)
    assert list(LessonPage.objects.visible_to(left)) == []
