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

    note = wang.locator("#notes > .note").first
    expect(note.locator(".new")).to_be_visible()
    note.locator(".agree").press("Enter")
    expect(note.locator(".agree")).to_have_attribute("aria-pressed", "true")
    expect(note.locator(".agree")).to_be_focused()
    shown = chen.locator(".note .agreed")
    expect(shown).to_contain_text("王建国")
    note.locator(".agree").press("Enter")
    expect(shown).to_have_count(0)

    wang.locator("[data-filter=unread]").click()
    write(wang, "只给自己看。", private=True)
    write(wang, "再想想。", private=True)
    expect(wang.locator("#notes > .note")).to_have_count(1)
    wang.locator("[data-filter=all]").click()
    expect(wang.locator(".note[data-private]")).to_have_count(2)
    wang.locator("#own-notes summary").click()
    check(wang)
    wang.locator("#own-notes [type=submit]").click()
    expect(wang.locator("#own-notes")).to_be_hidden()
    expect(chen.locator(".note[data-unread]")).to_have_count(2)

    chen.locator("#composer textarea").press_sequentially("请@建")
    expect(chen.locator("#people [aria-selected=true]")).to_contain_text("王建国")
    check(chen)
    chen.keyboard.press("Enter")
    expect(chen.locator("#composer textarea")).to_have_value("请@王建国 ")
    chen.keyboard.type("看。")
    chen.keyboard.press("Control+Enter")
    expect(chen.locator(".note .named")).to_have_text("@王建国")
    expect(wang.locator(".note .named")).to_have_text("@王建国")

    with chen.expect_response("**/room/seen/"):
        chen.reload()
    chen.wait_for_function("() => document.querySelector('moke-room')?.news")
    expect(chen.locator(".new")).to_have_count(0)
