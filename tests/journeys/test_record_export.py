"""The record of a lesson as a file: asked for, followed while a worker makes it, fetched."""

import pytest
from playwright.sync_api import expect

from lessons.enums import Visibility
from research.domain.comment import write_comment
from research.enums import CommentKind
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.journeys.pages import everywhere, find_barriers, is_wider_than_its_window

NAMES = {"zh-hans": "《树和喜鹊》磨课档案", "en": "The record of 《树和喜鹊》"}


@pytest.fixture
def lesson(teacher, colleague, watchable):
    """A lesson with a take in which a colleague saw something good."""
    school = teacher.memberships.get().school
    lesson = LessonPageFactory(
        author=teacher, school=school, visibility=Visibility.SCHOOL, title="树和喜鹊"
    )
    take = TakeFactory(lesson=lesson)
    watchable(take.recording)
    InvitationFactory(take=take, person=colleague)
    said = {"kind": CommentKind.HIGHLIGHT, "start_ms": 12_000, "body": "孩子一下就懂了。"}
    write_comment(take=take, author=colleague, **said)
    return lesson


@everywhere
def test_record_is_made_into_a_pdf_while_one_watches(open_as, product, lesson, language):
    product.work()
    page = open_as(lesson.author)
    page.goto(f"/lessons/{lesson.pk}/record/")
    page.locator("button[value=pdf]").click()
    expect(page.locator("[data-state=ready]")).to_be_visible()
    expect(page.locator(".steps .done")).to_have_count(4)
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)
    with page.expect_download() as downloaded:
        page.locator(".progress .button.primary").click()
    file = downloaded.value
    assert file.suggested_filename == f"{NAMES[language]}.pdf"
    assert file.path().read_bytes().count(b"/Subtype /Image") == 1
