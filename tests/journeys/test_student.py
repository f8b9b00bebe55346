"""A student on a phone: what was released, played small first, gone on with, and its homework."""

import re
from datetime import date

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from lessons.domain.take import open_take
from lessons.enums import AttachmentKind, Visibility
from moke.accounts.enums import Role
from moke.media.models import WatchPosition
from tests.factories.lessons import (
    AttachmentFactory,
    HomeworkItemFactory,
    InvitationFactory,
    LessonPageFactory,
)
from tests.factories.research import CommentFactory
from tests.journeys.conftest import TWO_RUNGS, make_teacher
from tests.journeys.pages import find_barriers, in_every_language, is_wider_than_its_window
from tests.journeys.steps import expect_playing, sign_in
from tests.tiny import pdf

RENDITION = re.compile(r"/(\d+)\.mp4")
SECRETS = ("周密严", "请看导入", "导入可以", "读得有感情")
on_a_phone = pytest.mark.parametrize("device", ["phone"], indirect=True)


@pytest.fixture
def student(teacher):
    school = teacher.memberships.get().school
    return make_teacher("陈小雨", role=Role.STUDENT, school=school, grade=1)


@pytest.fixture
def reviewer():
    return make_teacher("周密严")


@pytest.fixture
def lesson(teacher, reviewer, watchable):
    """A lesson in two sizes, reviewed, with homework and a task sheet."""
    lesson = LessonPageFactory(
        author=teacher,
        school=teacher.memberships.get().school,
        title="树和喜鹊",
        visibility=Visibility.SCHOOL,
    )
    take = open_take(lesson=lesson, by=teacher, taught_on=date(2026, 9, 14), class_name="一（2）班")
    watchable(take.recording, size=TWO_RUNGS)
    HomeworkItemFactory(lesson=lesson, task="朗读课文三遍。", answer="读得有感情。")
    file = ContentFile(pdf(), name="sheet.pdf")
    AttachmentFactory(
        lesson=lesson, kind=AttachmentKind.TASK_SHEET, name="学习任务单.pdf", file=file
    )
    InvitationFactory(take=take, person=reviewer, note="请看导入。")
    CommentFactory(take=take, author=reviewer, body="导入可以再短一些。")
    return lesson


def note_renditions(page):
    """Return a list that fills with the sizes whose bytes are fetched, in order."""
    fetched = []
    page.on(
        "request",
        lambda request: (
            fetched.append(int(found[1])) if (found := RENDITION.search(request.url)) else None
        ),
    )
    return fetched


def expect_nothing_of_the_review(page):
    text = page.content()
    assert [words for words in SECRETS if words in text] == []
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)


@on_a_phone
@in_every_language
def test_student_watches_goes_on_and_opens_the_homework(
    open_as, student, lesson, *, device, language
):
    page = open_as()
    sign_in(page, student)
    page.wait_for_url("**/")
    expect_nothing_of_the_review(page)

    fetched = note_renditions(page)
    page.locator(f".subject a[href='/lessons/{lesson.pk}/']").first.click()
    page.locator("moke-player media-play-button.player-big").click()
    expect_playing(page, beyond_s=3)
    assert fetched[0] == 360
    expect_nothing_of_the_review(page)

    with page.expect_response(lambda answer: answer.url.endswith("/position/")):
        page.locator("moke-player video").evaluate("video => video.pause()")
    page.goto("/")
    stopped_s = WatchPosition.objects.get(person=student).position_s
    page.locator("#continue a").first.click()
    page.wait_for_function("() => document.querySelector('video')?.currentTime > 2")
    assert abs(page.locator("video").evaluate("video => video.currentTime") - stopped_s) < 2

    page.goto("/")
    page.locator(f"#to-do .button[href='/lessons/{lesson.pk}/homework/']").click()
    expect(page.locator(".homework-item")).to_contain_text("朗读课文三遍。")
    expect_nothing_of_the_review(page)
    sheet = page.locator(".homework-sheets a").get_attribute("href")
    answer = page.request.get(sheet)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")


def test_student_at_a_desk_begins_small_and_climbs(open_as, student, lesson):
    page = open_as(student)
    fetched = note_renditions(page)
    page.goto(f"/lessons/{lesson.pk}/")
    page.wait_for_function("() => document.querySelector('video')?.readyState >= 2")
    page.locator("moke-player").evaluate("player => player.play()")
    expect_playing(page, beyond_s=6)
    assert (fetched[0], max(fetched)) == (360, 480)


def test_teacher_at_a_desk_begins_with_what_the_line_bears(open_as, colleague, lesson):
    page = open_as(colleague)
    fetched = note_renditions(page)
    page.goto(f"/lessons/{lesson.pk}/")
    page.wait_for_function("() => document.querySelector('video')?.readyState >= 2")
    assert fetched[0] == 480


def test_play_that_was_pressed_too_early_is_remembered(open_as, student, lesson):
    page = open_as(student)
    held = []

    def hold(route):
        held.append(route)

    page.route("**/grant/", hold)
    page.goto(f"/lessons/{lesson.pk}/")
    page.locator("moke-player").evaluate("player => void player.play()")
    held[0].continue_()
    expect_playing(page, beyond_s=1)
