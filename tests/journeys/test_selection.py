"""A lesson goes up to the district, and a curator puts lessons together."""

import contextlib

import pytest
from django.core.management import call_command
from playwright.sync_api import TimeoutError as TookTooLong
from playwright.sync_api import expect

from lessons.enums import Visibility
from lessons.models import CollectionPage, LessonPage
from moke.accounts.enums import Role
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.journeys.conftest import make_teacher
from tests.journeys.pages import (
    everywhere,
    find_barriers,
    in_every_language,
    is_wider_than_its_window,
)

PRESSES = 4
PRESS_AGAIN_MS = 5_000


@pytest.fixture
def school_admin(teacher):
    school = teacher.memberships.get().school
    return make_teacher("刘洋", school=school, role=Role.SCHOOL_ADMIN)


@pytest.fixture
def curator(same_database):
    return make_teacher("罗青", school=None, role=Role.CURATOR)


@pytest.fixture
def lesson(teacher, watchable):
    lesson = LessonPageFactory(
        author=teacher,
        school=teacher.memberships.get().school,
        title="树和喜鹊的家",
        visibility=Visibility.SCHOOL,
        objectives="能有感情地朗读课文。",
    )
    watchable(TakeFactory(lesson=lesson).recording)
    return lesson


def check(page, address=None):
    if address:
        page.goto(address)
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)


@everywhere
def test_lesson_goes_up_is_sent_back_and_is_selected(
    open_as, teacher, school_admin, curator, lesson
):
    address = f"/lessons/{lesson.pk}/"
    author, admin = open_as(teacher), open_as(school_admin)
    check(author, address)
    author.locator("#way-up summary").click()
    check(author)
    author.locator("#submit button").click()
    expect(author.locator("#way-up[data-stage=waiting]")).to_contain_text("刘洋")
    check(author)

    send_back_with_a_reason(admin, lesson)
    author.goto("/")
    author.locator(f"#sent-back-{lesson.pk} a.button").click()
    expect(author.locator("#sent-back")).to_contain_text("导入太长，请压缩。")
    check(author)
    author.locator("#submit button").click()

    check(admin, "/lessons/submissions/")
    admin.locator(f"[data-lesson='{lesson.pk}'] h3 a").click()
    expect(admin.locator("#sent-back")).to_be_visible()
    admin.locator("#decide textarea").fill("变化看得见。")
    admin.locator("#decide [value=approve]").click()
    expect(admin.locator("#way-up .passed q")).to_contain_text("变化看得见。")

    select(open_as(curator), lesson)
    check(author, address)
    expect(author.locator("#selected time")).to_be_visible()
    expect(author.locator("#way-up[data-stage=selected]")).to_contain_text("罗青")
    author.goto("/lessons/mine/")
    expect(author.locator(f"[data-lesson='{lesson.pk}'] .seal.selected")).to_be_visible()
    check(author)
    assert LessonPage.objects.get(pk=lesson.pk).visibility == Visibility.DISTRICT


def send_back_with_a_reason(page, lesson):
    """From home; whoever forgets the reason is asked for it."""
    page.goto("/")
    page.locator(f"#recommend-{lesson.pk} a.button").click()
    expect(page.locator("#decide")).to_be_visible()
    check(page)
    page.watched.expect("422")
    page.locator("#decide [value=send-back]").click()
    expect(page.locator("#decide .errors")).to_be_visible()
    check(page)
    page.locator("#decide textarea").fill("导入太长，请压缩。")
    page.locator("#decide [value=send-back]").click()
    expect(page.locator("#way-up[data-stage=sent-back]")).to_be_visible()
    check(page)


def select(page, lesson):
    page.goto("/lessons/submissions/")
    page.locator(f"[data-lesson='{lesson.pk}'] h3 a").click()
    check(page)
    page.locator("#decide [value=approve]").click()
    expect(page.locator("#way-up[data-stage=selected]")).to_be_visible()
    expect(page.locator("#selected")).to_be_visible()
    check(page)


@in_every_language
def test_curator_arranges_a_collection_and_colleagues_find_it(open_as, curator, teacher, lesson):
    LessonPageFactory(title="画面中的留白", visibility=Visibility.PUBLIC, author=teacher)
    LessonPage.objects.filter(pk=lesson.pk).update(visibility=Visibility.DISTRICT)
    call_command("update_index", verbosity=0)
    page = open_as(curator)
    page.goto("/library/collections/")
    page.locator("main a[href='/admin/district_collections/']").first.click()
    page.locator("a[href$='/choose_parent/']").first.click()
    page.locator("#id_title").fill("低段识字教学")
    page.locator("#id_audience").select_option("teachers")
    page.locator(".public-DraftEditor-content").first.fill("字不离词，词不离句。")
    add_section(page, lesson)
    look_at_the_preview(page)
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-publish]").click()
    expect(page.locator(".messages .success")).to_be_visible()

    collection = CollectionPage.objects.get(title="低段识字教学", owner=curator)
    address = f"/library/collections/{collection.pk}/"
    check(page, address)
    reader = open_as(teacher)
    reader.goto("/library/collections/")
    reader.locator(f"[data-collection='{collection.pk}'] h2 a").click()
    expect(reader.locator("main")).to_contain_text("字不离词，词不离句。")
    expect(reader.locator(".entry-why")).to_contain_text("看识字怎样分散到朗读当中。")
    check(reader)
    reader.locator(f"[data-lesson='{lesson.pk}'] h3 a").click()
    expect(reader.locator("h1")).to_contain_text("树和喜鹊的家")
    stranger = open_as()
    check(stranger, "/library/collections/")
    expect(stranger.locator(f"[data-collection='{collection.pk}']")).to_have_count(0)


def add_section(page, lesson):
    """A section with a lesson, which is found by Chinese words."""
    page.locator("#sections-root .c-sf-add-button").first.click()
    page.locator("[name=sections-0-value-title]").fill("在语境里认字")
    entries = page.locator("[data-contentpath=entries]").last
    choose_first_block(page, entries.locator(".c-sf-add-button").first)
    page.locator("[name$=-value-why]").fill("看识字怎样分散到朗读当中。")
    page.locator("[data-chooser-action-choose]").first.click()
    modal = page.locator(".modal-body")
    others = modal.locator("[data-chooser-modal-choice]", has_text="画面中的留白")
    expect(others.first).to_be_visible()
    modal.locator("#id_q, [name=q]").first.fill(lesson.title)
    expect(others).to_have_count(0)
    modal.locator(f"[data-chooser-modal-choice][href*='/{lesson.pk}/']").click()
    expect(page.locator("[data-chooser-title]").first).to_contain_text("《树和喜鹊的家》")


def choose_first_block(page, button):
    """Wagtail shuts its choice again where the form moves beneath it: one presses once more."""
    block = page.locator("[name$=-value-why]")
    for _attempt in range(PRESSES):
        button.click()
        with contextlib.suppress(TookTooLong):
            page.locator(".w-combobox [role=option]").first.click(timeout=PRESS_AGAIN_MS)
            block.wait_for(timeout=PRESS_AGAIN_MS)
            return
    raise AssertionError("Wagtail added no block.")


def look_at_the_preview(page):
    page.locator("[data-side-panel-toggle=preview]").click()
    shown = page.frame_locator("iframe[title]").first.locator("main")
    expect(shown).to_contain_text("低段识字教学")
    expect(shown).to_contain_text("《树和喜鹊的家》")
    page.locator("[data-side-panel-toggle=preview]").click()
