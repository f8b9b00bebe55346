import pytest
from wagtail.models import TaskState

from lessons.domain.decision import approve, send_back
from lessons.domain.submission import submit_for_selection, withdraw_submission
from moke.accounts.enums import Role
from research.domain.queries.today_way import DECISIONS_SHOWN, on_the_way
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import RipeLessonFactory

pytestmark = pytest.mark.django_db

MAX_QUERIES = 12


@pytest.fixture
def author():
    return MembershipFactory(subjects=["chinese"], person__name="Lin").person


@pytest.fixture
def school(author):
    return author.standing[0].school


@pytest.fixture
def admin(school):
    return MembershipFactory(role=Role.SCHOOL_ADMIN, school=school, person__name="Liu").person


@pytest.fixture
def curator():
    return MembershipFactory(role=Role.CURATOR, person__name="Luo").person


@pytest.fixture
def everybody(author, admin, curator):
    return author, admin, curator


def submitted(author, **kwargs):
    lesson = RipeLessonFactory(author=author, school=author.standing[0].school, **kwargs)
    submit_for_selection(lesson=lesson, by=author)
    return lesson


def kinds(person):
    return [(line.kind, line.lesson) for line in on_the_way(person)]


def test_lesson_is_a_line_of_whoever_it_waits_for(author, admin, curator):
    lesson = submitted(author)
    assert (kinds(author), kinds(admin), kinds(curator)) == ([], [("recommend", lesson)], [])
    approve(lesson=lesson, by=admin)
    assert (kinds(author), kinds(admin), kinds(curator)) == ([], [], [("select", lesson)])
    approve(lesson=lesson, by=curator)
    assert (kinds(author), kinds(admin), kinds(curator)) == ([], [], [])


def test_lesson_that_was_sent_back_is_a_line_of_its_author_with_the_reason(author, admin):
    lesson = submitted(author)
    send_back(lesson=lesson, by=admin, reason="导入太长。")
    (line,) = on_the_way(author)
    assert (line.kind, line.lesson, line.by, line.reason) == (
        "sent-back",
        lesson,
        "Liu",
        "导入太长。",
    )
    submit_for_selection(lesson=lesson, by=author)
    assert kinds(author) == []


def test_lesson_that_was_taken_back_is_no_line(author, admin):
    lesson = submitted(author)
    send_back(lesson=lesson, by=admin, reason="导入太长。")
    withdraw_submission(lesson=lesson, by=author)
    assert kinds(author) == []


def test_only_the_longest_waiting_are_shown_and_more_are_told(author, admin):
    lessons = [submitted(author) for _ in range(DECISIONS_SHOWN + 1)]
    TaskState.objects.for_instance(lessons[-1]).update(started_at="2026-01-01T00:00Z")
    lines = on_the_way(admin)
    assert [line.lesson for line in lines] == [lessons[-1], *lessons[: DECISIONS_SHOWN - 1]]
    assert [line.is_last_of_more for line in lines] == [False] * (DECISIONS_SHOWN - 1) + [True]


def test_home_names_the_lesson_and_leads_to_it(sign_in, author, admin, curator):
    lesson = submitted(author, title="树和喜鹊")
    page = sign_in(admin).get("/").text
    assert "《树和喜鹊》 waits for your recommendation" in page
    assert f'href="/lessons/{lesson.pk}/#way-up"' in page
    assert "One thing waits for you" in page
    send_back(lesson=lesson, by=admin, reason="<b>导入太长。</b>")
    page = sign_in(author).get("/").text
    assert "《树和喜鹊》 was sent back to you" in page
    assert "&lt;b&gt;导入太长。&lt;/b&gt;" in page
    submit_for_selection(lesson=lesson, by=author)
    approve(lesson=lesson, by=admin)
    assert "《树和喜鹊》 waits for your selection" in sign_in(curator).get("/").text


@pytest.mark.parametrize("times", [1, 30])
def test_home_holds_its_queries(sign_in, everybody, times, django_assert_max_num_queries):
    author, admin, _curator = everybody
    for _ in range(times):
        submitted(author)
        send_back(lesson=submitted(author), by=admin, reason="导入太长。")
        approve(lesson=submitted(author), by=admin)
    for person in everybody:
        client = sign_in(person)
        client.get("/")
        with django_assert_max_num_queries(MAX_QUERIES):
            client.get("/")
