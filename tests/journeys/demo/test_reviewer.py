"""周航, who teaches fine arts in grade 5, reviews a Chinese lesson of grade 1, and hands in."""

from playwright.sync_api import expect

from tests.journeys.demo.keys import press
from tests.journeys.demo.people import somebody
from tests.journeys.pages import check
from tests.journeys.steps import expect_room

UNREAD = 7  # comments of others, with a reply to one of hers
HIGHLIGHT, SUGGESTION = "两次朗读一比，变化就出来了。", "卡片上画一只喜鹊，比“有感情”好懂。"
MISSING = (
    "One thing before you finish. Name 1 more highlight, at its moment. "
    "Make 1 more suggestion, at its moment."
)
STANDS_AT = "(s) => Math.abs(document.querySelector('video').currentTime - s) < 0.01"
COUNT_RETURNS = """(start) => { const video = document.querySelector("video"); window.returns = 0;
    video.addEventListener("seeking",
        () => (window.returns += Math.abs(video.currentTime - start) < 0.05)); }"""
KEYS = "Space K ← → J L , . < > M C F N P R W I O D @ Ctrl Enter Esc ← ↑ ↓ → Enter Space Ctrl Z Esc"
"""As `?` lists them, those of the drawing last."""


def test_reviewer_watches_by_keys_speaks_and_hands_in(take, open_as):
    page, other = open_as(somebody("周航")), open_as(somebody("赵敏"))
    enter_from_home(page, take)
    expect(page.locator("#invitation")).to_contain_text("评价卡片好不好用？")
    ask_for_too_little(page)
    list_the_keys(page)
    step_and_loop(page)
    agree(page)
    praise_a_span(page)
    suggest(page)
    hand_the_note_over(page)
    hand_in(page, take)
    read_what_is_new(other, take)


def enter_from_home(page, take):
    page.goto("/")
    line = page.locator(f"#review-{take.pk}")
    expect(line).to_contain_text("林晓燕 · Grade 1 · Chinese")
    line.locator(".button").click()
    expect_room(page)


def ask_for_too_little(page):
    """The round asks for a highlight and a suggestion; a private note is neither."""
    page.locator("#finish [type=submit]").click()
    expect(page.locator("#messages")).to_have_text(MISSING)
    expect_room(page)


def list_the_keys(page):
    page.keyboard.press("?")
    keys = page.locator("dialog.keys kbd")
    assert " ".join(keys.all_inner_texts()) == KEYS
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).to_have_count(0)


def step_and_loop(page):
    """To a comment that is drawn on; on by pictures and by five seconds; its span repeated."""
    for seconds in (5, 15, 26):
        page.keyboard.press("n")
        page.wait_for_function(STANDS_AT, arg=seconds)
    expect(page.locator(".note.now > .who b")).to_have_text("赵敏")
    expect(page.locator(".sketch-view .shape:visible")).to_have_count(2)
    for key, seconds in ((".", 26.04), ("ArrowRight", 31.04), (",", 31), ("ArrowLeft", 26)):
        page.keyboard.press(key)
        page.wait_for_function(STANDS_AT, arg=seconds)
    page.evaluate(COUNT_RETURNS, 26)
    press(page, ">", ">", ">", "r")
    expect(page.locator("#loop")).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("() => window.returns > 1")
    press(page, "r", "k")
    expect(page.locator("#loop")).to_have_attribute("aria-pressed", "false")


def agree(page):
    button = page.locator(".note.now .agree")
    button.press("Enter")
    expect(button).to_have_text("Agree 1")
    expect(page.locator(".note.now .agreed small")).to_have_text("周航")


def praise_a_span(page):
    page.locator(".note.now .at").click()
    press(page, "i", "ArrowRight", "o", "w")
    page.locator("#composer [name=kind][value=highlight]").check(force=True)
    page.locator("#composer textarea").fill(HIGHLIGHT)
    page.locator("#composer textarea").press("Control+Enter")
    note = page.locator(".note", has_text=HIGHLIGHT)
    expect(note.locator(".at")).to_have_text("0:26–0:31")
    expect(note).to_have_attribute("data-kind", "highlight")


def suggest(page):
    """To somebody, whose name is offered after the @."""
    words = page.locator("#composer textarea")
    page.locator("#composer [name=kind][value=suggestion]").check(force=True)
    words.press_sequentially("@赵")
    expect(page.locator("#people [aria-selected=true]")).to_contain_text("赵敏")
    page.keyboard.press("Enter")
    page.keyboard.type(SUGGESTION)
    page.keyboard.press("Control+Enter")
    note = page.locator(".note", has_text=SUGGESTION)
    expect(note.locator(".named")).to_have_text("@赵敏")
    expect(note).to_have_attribute("data-kind", "suggestion")


def hand_the_note_over(page):
    note = page.locator(".note", has_text="画面对比")
    expect(note.locator(".private")).to_have_text("Only for me")
    page.locator("#own-notes summary").click()
    page.locator("#own-notes [type=submit]").click()
    expect(page.locator("#own-notes")).to_be_hidden()
    expect(note.locator(".private")).to_have_count(0)


def hand_in(page, take):
    page.locator("#finish [type=submit]").click()
    expect(page.locator("#messages")).to_have_text(
        "The author knows that you have finished. Thank you."
    )
    page.goto("/")
    expect(page.locator(f"#review-{take.pk}")).to_have_count(0)


def read_what_is_new(page, take):
    """赵敏 is spoken to by name; what she has not read is marked, and there for her alone."""
    page.goto("/")
    page.locator(f"#mentioned-{take.pk} .button").click()
    expect_room(page)
    note = page.locator(".note.now")
    expect(note.locator(".named")).to_have_text("@赵敏")
    expect(note.locator(".body")).to_have_text(f"@赵敏 {SUGGESTION}")
    unread = page.locator("[data-filter=unread]")
    unread.click()
    expect(page.locator("#notes > .note .new")).to_have_count(UNREAD)
    page.locator("[data-filter=mine]").click()
    expect(page.locator("#notes > .note .agreed small")).to_have_text(["陈曦", "周航"])
    check(page)
    page.goto("/")
    page.goto(f"/takes/{take.pk}/room/")
    expect_room(page)
    expect(unread).to_have_count(0)
