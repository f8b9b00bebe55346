"""Every main page for every sort of person: no barriers, no sideways scrolling, no noise."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from lessons.enums import AttachmentKind, Visibility
from moke.accounts.enums import Role
from research.domain.verdict import give_verdict
from research.enums import VerdictChoice
from tests.factories.lessons import (
    AttachmentFactory,
    HomeworkItemFactory,
    InvitationFactory,
    LessonPageFactory,
    TakeFactory,
)
from tests.factories.research import CommentFactory
from tests.journeys.conftest import make_teacher
from tests.journeys.pages import (
    find_barriers,
    in_every_language,
    is_wider_than_its_window,
    on_every_device,
)
from tests.journeys.steps import HAS_PICTURES

COMMON = ["/", "/library/", "/library/?subject=physics", "/nowhere/", "/lessons/{lesson}/"]
MEMBERS = [*COMMON, "/profile/"]
REVIEWERS = [
    *MEMBERS,
    "/topics/",
    "/topics/new/",
    "/lessons/mine/",
    "/takes/{take}/room/",
    "/takes/{take}/plan/",
]
PAGES = {
    "visitor": [*COMMON, "/accounts/login/", "/accounts/password/reset/"],
    "student": MEMBERS,
    "teacher": [
        *REVIEWERS,
        "/lessons/prepare/",
        "/takes/{take}/",
        "/takes/{waiting}/",
        "/lessons/{lesson}/takes/new/",
    ],
    "curator": REVIEWERS,
    "school-admin": MEMBERS,
}
PHASES = ["谈话导入", "初读课文", "品读句子"]


@pytest.fixture
def people(teacher):
    """One of each sort around one school; nobody for the visitor."""
    school = teacher.memberships.get().school
    return {
        "visitor": None,
        "teacher": teacher,
        "student": make_teacher("陈小雨", role=Role.STUDENT, school=school, grade=1),
        "curator": make_teacher("赵研", role=Role.CURATOR, school=None),
        "school-admin": make_teacher("孙校长", role=Role.SCHOOL_ADMIN, school=school),
    }


@pytest.fixture
def lesson(teacher, colleague, watchable):
    """An open lesson with all that a lesson page may show."""
    lesson = LessonPageFactory(
        author=teacher,
        school=teacher.memberships.get().school,
        title="树和喜鹊",
        visibility=Visibility.PUBLIC,
        objectives="能有感情地朗读课文。\n能说出喜鹊为什么快乐。",
        key_points="朗读",
        board_plan="树　喜鹊\n孤单 → 快乐",
        phases=[
            ("phase", {"name": name, "minutes": 10, "teacher_does": "提问。", "why": "激趣。"})
            for name in PHASES
        ],
    )
    HomeworkItemFactory(lesson=lesson)
    AttachmentFactory(lesson=lesson, kind=AttachmentKind.TASK_SHEET)
    first = TakeFactory(lesson=lesson)
    watchable(first.recording)
    InvitationFactory(take=first, person=colleague, note="请看朗读部分。")
    comments = [
        CommentFactory(take=first, author=colleague, start_ms=at_ms, end_ms=at_ms + 4000)
        for at_ms in (3000, 12_000, 25_000)
    ]
    give_verdict(comment=comments[0], by=teacher, choice=VerdictChoice.ADOPTED)
    TakeFactory(lesson=lesson)
    return lesson


@pytest.mark.parametrize("role", PAGES)
@on_every_device
@in_every_language
def test_pages_are_open_to_everybody(open_as, product, people, lesson, *, role, language, device):
    """Each language and each width is seen by day and by night."""
    first, waiting = lesson.takes.order_by("number")
    by_day = (language == "en") == (device == "desk")
    page = open_as(people[role], color_scheme="light" if by_day else "dark")
    page.watched.expect("404")
    strangers = note_strangers(page, product.url)
    for pattern in PAGES[role]:
        address = pattern.format(lesson=lesson.pk, take=first.pk, waiting=waiting.pk)
        page.goto(address)
        settle(page)
        assert (pattern, find_barriers(page)) == (pattern, [])
        assert (pattern, is_wider_than_its_window(page)) == (pattern, False)
    assert strangers == []


def settle(page):
    """Wait for what a page fetches after itself."""
    if page.locator("#discussion").count():
        expect(page.locator("#ledger")).to_be_visible()
    if page.locator("moke-player").count():
        page.wait_for_function(HAS_PICTURES)


def note_strangers(page, home):
    """Return a list that fills with requests to anywhere but the product."""
    strangers = []
    own = (home, "data:", "blob:")
    page.on(
        "request",
        lambda request: None if request.url.startswith(own) else strangers.append(request.url),
    )
    return strangers


@in_every_language
def test_lesson_prints_as_a_plan(open_as, teacher, lesson, tmp_path):
    page = open_as(teacher)
    page.goto(f"/lessons/{lesson.pk}/")
    expect(page.locator("#discussion #ledger")).to_be_attached()
    page.pdf(path=tmp_path / "plan.pdf", format="A4")
    printed = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "plan.pdf", "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    words = re.sub(r"\s", "", printed)
    assert [part for part in ["树和喜鹊", *PHASES, "朗读课文三遍"] if part not in words] == []
    assert "一（2）班" not in words  # the takes stay on the screen
    assert printed.count("\f") <= 3
