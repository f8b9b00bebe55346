import datetime
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from lessons.enums import Visibility
from moke.accounts.enums import Role
from moke.media.enums import State
from moke.media.models import WatchPosition
from research.domain.visit import keep_visit
from tests.factories.accounts import MembershipFactory, SchoolFactory, UserFactory
from tests.factories.lessons import (
    AttachmentFactory,
    HomeworkItemFactory,
    InvitationFactory,
    LessonPageFactory,
    ResourceFactory,
)
from tests.factories.research import CommentFactory, VerdictFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db

MAX_QUERIES = 12


@pytest.fixture
def lin():
    return MembershipFactory(subjects=["chinese"], person__name="Lin").person


def page_of(client):
    return client.get("/").content.decode()


def test_visitors_find_public_lessons_and_the_way_in(sign_in):
    LessonPageFactory(title="The moon", visibility=Visibility.PUBLIC)
    LessonPageFactory(title="The sun", visibility=Visibility.DISTRICT)
    page = page_of(sign_in(None))
    assert ("The moon" in page, "The sun" in page, 'id="sign-in"' in page) == (True, False, True)


def test_visitors_are_told_when_there_is_nothing(sign_in):
    assert "No open lessons yet" in page_of(sign_in(None))


def test_new_teacher_is_asked_to_prepare_a_first_lesson(sign_in, lin):
    page = page_of(sign_in(lin))
    assert "Prepare your first lesson" in page
    assert "Nothing waits for you" in page
    assert "Nothing new yet" in page


@pytest.mark.parametrize(
    ("hour", "words"),
    [(3, "evening"), (8, "morning"), (12, "day"), (15, "afternoon"), (22, "evening")],
)
def test_the_greeting_knows_the_time_of_day(sign_in, lin, hour, words):
    at = datetime.datetime(2026, 11, 23, hour, tzinfo=ZoneInfo("Asia/Shanghai"))
    client = sign_in(lin)
    with mock.patch.object(timezone, "now", return_value=at):
        page = page_of(client)
    assert f"Good {words}, Lin" in page
    assert "Monday, 23 November" in page


def test_chinese_writes_the_date_as_teachers_do(sign_in, lin):
    at = datetime.datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
    lin.language = "zh-hans"
    lin.save()
    client = sign_in(lin)
    with mock.patch.object(timezone, "now", return_value=at):
        assert "11月23日 周一" in page_of(client)


def test_every_line_leads_to_its_work(sign_in, lin):
    school = lin.standing[0].school
    lesson = LessonPageFactory(author=lin, school=school)
    answered = WatchableTakeFactory(lesson=lesson)
    VerdictFactory(comment=CommentFactory(take=answered))
    CommentFactory(take=answered)
    latest = WatchableTakeFactory(lesson=lesson)
    failed = WatchableTakeFactory(lesson=LessonPageFactory(author=lin, school=school))
    failed.recording.state = State.FAILED
    failed.recording.problem = "empty"
    failed.recording.save()
    asked = InvitationFactory(person=lin, take=WatchableTakeFactory(), note="Watch the reading.")
    page = page_of(sign_in(lin))
    assert f'class="button review" href="/takes/{asked.take.pk}/room/"' in page
    assert "Watch the reading." in page
    assert f'class="button primary" href="/takes/{answered.pk}/room/"' in page
    assert f'class="button" href="/takes/{latest.pk}/room/"' in page
    assert f'class="button primary" href="/takes/{failed.pk}/"' in page
    assert "The file is empty" in page
    assert "4 things wait for you" in page


def test_invitation_to_a_take_that_cannot_be_watched_yet_leads_to_the_plan(sign_in, lin):
    invitation = InvitationFactory(person=lin)
    page = page_of(sign_in(lin))
    assert f'class="button" href="/lessons/{invitation.take.lesson_id}/"' in page


def test_the_page_asks_again_only_while_a_recording_is_at_work(sign_in, lin):
    take = WatchableTakeFactory(lesson=LessonPageFactory(author=lin, school=lin.standing[0].school))
    assert "hx-trigger" not in page_of(sign_in(lin))
    take.recording.state = State.ENCODING
    take.recording.save()
    assert 'hx-trigger="every 10s"' in page_of(sign_in(lin))


def test_student_goes_on_watching_and_finds_what_is_for_the_grade(sign_in):
    student = MembershipFactory(role=Role.STUDENT, grade=1).person
    lesson = LessonPageFactory(visibility=Visibility.DISTRICT, grade=1, title="The moon")
    LessonPageFactory(visibility=Visibility.DISTRICT, grade=1, title="The sun")
    WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT, lesson__grade=2)
    take = WatchableTakeFactory(lesson=lesson)
    WatchPosition.objects.create(person=student, recording=take.recording, position_s=75)
    page = page_of(sign_in(student))
    assert "1:15 / 10:00" in page
    assert f'href="/lessons/{lesson.pk}/?take={take.number}&amp;t=75#watch"' in page
    assert ("The moon" in page, "The sun" in page) == (True, False)
    assert 'id="mine"' not in page


def test_student_finds_homework_and_sheets_and_no_answers(sign_in):
    student = MembershipFactory(role=Role.STUDENT, grade=1).person
    lesson = LessonPageFactory(visibility=Visibility.DISTRICT, title="The moon")
    HomeworkItemFactory(lesson=lesson, task="Watch it.", answer="Round", required=False)
    sheet = AttachmentFactory(lesson=lesson, kind="task-sheet")
    file = ResourceFactory(kind="exercise", visibility=Visibility.DISTRICT, title="Phases")
    page = page_of(sign_in(student))
    for words in ("Watch it.", "Optional", f"/lessons/{lesson.pk}/homework/", str(sheet.key)):
        assert words in page, words
    assert (str(file.key) in page, "Round" in page) == (True, False)


def test_student_without_lessons_reads_what_will_come(sign_in):
    student = MembershipFactory(role=Role.STUDENT, grade=1).person
    assert "No lessons for your grade yet" in page_of(sign_in(student))


@pytest.mark.parametrize(
    ("role", "title"),
    [(Role.SCHOOL_ADMIN, "New at my school"), (Role.CURATOR, "New in the district")],
)
def test_who_oversees_finds_what_is_new_there(sign_in, role, title):
    assert title in page_of(sign_in(MembershipFactory(role=role).person))


def test_who_has_no_role_has_a_home_too(sign_in):
    assert "New in the library" in page_of(sign_in(UserFactory()))


def fill(person, times):
    school = person.standing[0].school
    for _ in range(times):
        take = WatchableTakeFactory(lesson=LessonPageFactory(author=person, school=school))
        VerdictFactory(comment=CommentFactory(take=take))
        CommentFactory(take=take)
        InvitationFactory(person=person, take=WatchableTakeFactory())
        LessonPageFactory(visibility=Visibility.DISTRICT)


@pytest.mark.parametrize("times", [1, 30])
def test_home_takes_a_constant_number_of_queries(
    sign_in, lin, times, django_assert_max_num_queries
):
    fill(lin, times)
    client = sign_in(lin)
    with django_assert_max_num_queries(MAX_QUERIES):
        client.get("/")


@pytest.mark.parametrize("times", [1, 30])
def test_home_of_a_student_takes_a_constant_number_of_queries(
    sign_in, times, django_assert_max_num_queries
):
    student = MembershipFactory(role=Role.STUDENT, grade=1, school=SchoolFactory()).person
    for _ in range(times):
        take = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
        HomeworkItemFactory(lesson=take.lesson)
        ResourceFactory(kind="exercise", visibility=Visibility.DISTRICT)
        WatchPosition.objects.create(person=student, recording=take.recording, position_s=75)
    client = sign_in(student)
    with django_assert_max_num_queries(MAX_QUERIES):
        client.get("/")


def test_home_counts_what_is_new_since_the_last_visit(sign_in, lin):
    take = WatchableTakeFactory(lesson=LessonPageFactory(author=lin))
    colleague = InvitationFactory(take=take).person
    first, second = CommentFactory(take=take), CommentFactory(take=take)
    CommentFactory(take=take, author=colleague, private=True)
    assert "2 new comments" in page_of(sign_in(lin))
    assert "2 new comments" in page_of(sign_in(colleague))
    keep_visit(take=take, person=colleague, change=first.change)
    assert "1 new comment<" in page_of(sign_in(colleague))
    keep_visit(take=take, person=lin, change=second.change)
    assert "new comment" not in page_of(sign_in(lin))
