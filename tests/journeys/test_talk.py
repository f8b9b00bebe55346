"""The talk over a take: agreeing, what is new, notes for oneself, and speaking to somebody."""

from playwright.sync_api import expect

from research.domain.comment import write_comment
from research.enums import CommentKind
from tests.factories.lessons import InvitationFactory
from tests.journeys.conftest import make_teacher
from tests.journeys.pages import check


def enter(page, take):
    page.goto(f"/takes/{take.pk}/room/")
    page.wait_for_function("() => document.querySelector('moke-room')?.news")
    return page


def write(page, words, private=False):
    page.locator("#composer textarea").fill(words)
    page.locator("#composer [name=private]").set_checked(private)
    page.locator("#composer [type=submit]").click()
    expect(page.locator("#composer textarea")).to_have_value("")


def test_reviewers_agree_read_what_is_new_and_speak_to_each_other(
    open_as, take, teacher, colleague
):
    other = make_teacher("陈晓曦", school=teacher.memberships.get().school)
    InvitationFactory(take=take, person=other)
    kind = CommentKind.HIGHLIGHT
    write_comment(take=take, author=other, kind=kind, start_ms=5_000, body="读得好。")
    wang, chen = enter(open_as(colleague), take), enter(open_as(other), take)
    agree_and_take_it_back(wang, seen_by=chen)
    hand_notes_over(wang, seen_by=chen)
    speak_to_wang(chen, seen_by=wang)
    chen.goto("/")
    enter(chen, take)
    expect(chen.locator(".new")).to_have_count(0)


def agree_and_take_it_back(page, seen_by):
    note = page.locator("#notes > .note").first
    expect(note.locator(".new")).to_be_visible()
    note.locator(".agree").press("Enter")
    expect(note.locator(".agree")).to_have_attribute("aria-pressed", "true")
    expect(note.locator(".agree")).to_be_focused()
    expect(seen_by.locator(".note .agreed")).to_contain_text("王建国")
    note.locator(".agree").press("Enter")
    expect(seen_by.locator(".note .agreed")).to_have_count(0)


def hand_notes_over(page, seen_by):
    page.locator("[data-filter=unread]").click()
    write(page, "只给自己看。", private=True)
    write(page, "再想想。", private=True)
    expect(page.locator("#notes > .note")).to_have_count(1)
    page.locator("[data-filter=all]").click()
    expect(page.locator(".note[data-private]")).to_have_count(2)
    page.locator("#own-notes summary").click()
    check(page)
    page.locator("#own-notes [type=submit]").click()
    expect(page.locator("#own-notes")).to_be_hidden()
    expect(seen_by.locator(".note[data-unread]")).to_have_count(2)


def speak_to_wang(page, seen_by):
    field = page.locator("#composer textarea")
    field.press_sequentially("请@建")
    expect(page.locator("#people [aria-selected=true]")).to_contain_text("王建国")
    check(page)
    page.keyboard.press("Enter")
    expect(field).to_have_value("请@王建国 ")
    page.keyboard.type("看。")
    page.keyboard.press("Control+Enter")
    for one in (page, seen_by):
        expect(one.locator(".note .named")).to_have_text("@王建国")
