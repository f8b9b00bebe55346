"""The record of a lesson: read on any device, and followed to a second."""

import re

from playwright.sync_api import expect

from lessons.enums import Visibility
from research.domain.comment import write_comment
from research.enums import CommentKind
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.journeys.pages import everywhere, find_barriers, is_wider_than_its_window


@everywhere
def test_record_tells_what_changed_and_leads_to_the_second(open_as, teacher, colleague, watchable):
    school = teacher.memberships.get().school
    lesson = LessonPageFactory(
        author=teacher, school=school, visibility=Visibility.SCHOOL, methods="讲授十四分钟"
    )
    first = TakeFactory(lesson=lesson, plan=lesson.save_revision())
    lesson.methods = "讲授十分钟，再读"
    TakeFactory(lesson=lesson, plan=lesson.save_revision())
    watchable(first.recording)
    InvitationFactory(take=first, person=colleague)
    said = {"kind": CommentKind.QUESTION, "start_ms": 12_000, "body": "为什么？"}
    write_comment(take=first, author=colleague, **said)

    page = open_as(teacher)
    page.goto(f"/lessons/{lesson.pk}/")
    page.locator("#record").click()
    page.locator(".plan-changes summary").click()
    expect(page.locator(".pieces ins")).to_have_text("，再读")
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)
    page.locator(".said .clock").click()
    expect(page).to_have_url(re.compile(r"t=12"))
    page.wait_for_function("() => document.querySelector('moke-player')?.currentTime >= 12")
