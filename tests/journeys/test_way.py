"""The whole way of a lesson: planned, taught, watched, discussed, taught again."""

import re

import pytest
from playwright.sync_api import expect

from tests.clips import make_clip
from tests.journeys.pages import everywhere, find_barriers, is_wider_than_its_window
from tests.journeys.steps import (
    choose_recording,
    expect_playing,
    expect_room,
    expect_state,
    newest_take,
    number_in,
    sign_in,
)

CLIP_S = 14
SUBMIT = "main form button.primary"


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    return make_clip(tmp_path_factory.mktemp("way") / "课堂 第1讲.mp4", seconds=CLIP_S)


@everywhere
def test_lesson_is_planned_taught_discussed_and_taught_again(
    open_as, product, teacher, colleague, clip
):
    product.work()
    author = open_as()
    check(author, "/accounts/login/")
    sign_in(author, teacher)
    lesson_id = prepare(author)
    write_plan(author, lesson_id)

    first = open_first_take(author, lesson_id)
    upload(author, clip)
    invite(author, colleague)
    reviewer = open_as(colleague)
    enter_from_home(reviewer, first)
    watch(reviewer)
    author.locator("#open-room").click()
    expect_room(author)
    comments = comment_at_a_moment_and_on_a_span(reviewer)
    answer_and_judge(author, reviewer, comments)

    second = open_second_take(author, lesson_id)
    upload(author, clip)
    author.locator("#open-room").click()
    expect_room(author)
    show_where_it_changed(author, comments)
    expect_it_in_the_ledger(author, lesson_id)
    enter_from_home(reviewer, second)
    hand_in(reviewer, second)


def check(page, address=None):
    """Go there, if not there already, and find nothing in anybody's way."""
    if address:
        page.goto(address)
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)


def prepare(page):
    expect(page.locator("#mine")).to_be_visible()
    check(page)
    page.locator("#mine a[href='/lessons/prepare/']").first.click()
    expect(page.locator("#prepare")).to_be_visible()
    check(page)
    page.locator("#id_title").fill("树和喜鹊")
    page.locator("#id_subject").select_option("chinese")
    page.locator("#id_grade").select_option("1")
    page.locator("#prepare button.primary").click()
    page.wait_for_url("**/edit/")
    return number_in(page.url)


def write_plan(page, lesson_id):
    """In Wagtail's editor, where a plan starts with the five usual phases."""
    page.locator("#id_objectives").fill("能有感情地朗读课文。\n能说出喜鹊为什么快乐。")
    page.locator("#phases-root .c-sf-add-button").last.click()
    page.locator("[name=phases-5-value-name]").fill("拓展延伸")
    page.locator("[name=phases-5-value-minutes]").fill("8")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-publish]").click()
    expect(page.locator(".messages .success")).to_be_visible()

    page.goto(f"/lessons/{lesson_id}/")
    expect(page.locator("#plan")).to_contain_text("能说出喜鹊为什么快乐。")
    expect(page.locator("#plan .phase")).to_have_count(6)
    expect(page.locator("#unpublished")).to_have_count(0)
    check(page)


def open_first_take(page, lesson_id):
    page.locator("#takes a[href$='/takes/new/']").click()
    expect(page.locator("#id_change_note")).to_have_count(0)
    page.locator("#id_class_name").fill("一（2）班")
    check(page)
    page.locator("#take-form button.primary").click()
    expect(page.locator("moke-upload")).to_be_visible()
    check(page)
    return newest_take(lesson_id)


def upload(page, clip):
    """Follow the recording live until it can be watched; the page is never reloaded."""
    page.evaluate("() => { window.isTheSamePage = true; }")
    choose_recording(page, clip)
    expect(page.locator("moke-progress")).to_be_visible()
    expect_state(page, "ready")
    expect(page.locator("moke-progress [data-offer] a.primary")).to_be_visible()
    assert page.evaluate("() => window.isTheSamePage")
    check(page)
    page.reload()
    expect(page.locator("#open-room img")).to_be_visible()


def invite(page, colleague):
    page.locator("#colleague-words").press_sequentially(colleague.username, delay=10)
    found = page.locator(f"#colleagues input[value='{colleague.pk}']")
    expect(page.locator("#colleagues input")).to_have_count(1)
    found.check()
    page.locator("#id_note").fill("请看朗读部分。")
    page.locator("#invitation-form button.primary").click()
    expect(page.locator("#invitations [data-review=waiting]")).to_be_visible()
    check(page)


def enter_from_home(page, take):
    page.goto("/")
    line = page.locator(f"#review-{take.pk}")
    expect(line).to_be_visible()
    line.locator("a.button").click()
    expect_room(page)


def watch(page):
    page.locator(".player-bar media-play-button").click()
    expect_playing(page, beyond_s=1)
    box = page.locator("#timeline").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] - 8)
    expect_playing(page, beyond_s=CLIP_S * 0.5)
    expect(page.locator("video")).to_have_js_property("videoWidth", 320)


def comment_at_a_moment_and_on_a_span(page):
    """Write both; return their element ids, in order of time."""
    composer = page.locator("#composer")
    seek(page, 4)
    composer.locator("textarea").fill("此处停顿可以再长一些。")
    composer.locator("[value=suggestion]").check(force=True)
    composer.locator("[type=submit]").click()
    expect(page.locator(".note")).to_have_count(1)

    page.evaluate("() => document.querySelector('moke-player').pause()")
    seek(page, 7)
    composer.locator("textarea").fill("这一段朗读很打动人。")
    composer.locator("[value=highlight]").check(force=True)
    composer.locator("[data-mark=start]").click()
    seek(page, 9)
    composer.locator("[data-mark=end]").click()
    composer.locator("[type=submit]").click()
    expect(page.locator(".note")).to_have_count(2)
    expect(page.locator(".note").last.locator(".at")).to_have_text("0:07–0:09")
    check(page)
    return [note.get_attribute("id") for note in page.locator(".note").all()]


def seek(page, seconds):
    page.evaluate("(s) => { document.querySelector('moke-player').currentTime = s; }", seconds)
    page.wait_for_function(
        "(s) => Math.abs(document.querySelector('moke-player').currentTime - s) < 0.5", arg=seconds
    )


def answer_and_judge(author, reviewer, comments):
    suggestion = f"#{comments[0]}"
    expect(author.locator(".note")).to_have_count(2)
    expect(author.locator(suggestion)).to_contain_text("此处停顿可以再长一些。")
    reply = respond(author.locator(suggestion), "reply")
    reply.locator("textarea").fill("好，下一讲我放慢。")
    reply.locator("[type=submit]").click()
    expect(reviewer.locator(f"{suggestion} .reply")).to_contain_text("好，下一讲我放慢。")
    author.locator(f"{suggestion} [value=adopted]").click()
    expect(author.locator(f"{suggestion} .seal.adopted")).to_be_visible()
    expect(reviewer.locator(f"{suggestion} .seal.adopted")).to_be_visible()
    check(author)


def respond(note, way):
    """Open one of the ways to respond; where there is only one, it opens at once."""
    note.locator(".respond").click()
    button, form = note.locator(f"[data-open={way}]"), note.locator(f"[data-form={way}]")
    expect(button.or_(form)).to_be_visible()
    if button.is_visible():
        button.click()
    return form


def open_second_take(page, lesson_id):
    """What changed is asked for; who leaves it out loses nothing of the rest."""
    page.goto(f"/lessons/{lesson_id}/")
    page.locator("#takes a[href$='/takes/new/']").click()
    page.locator("#id_class_name").fill("一（3）班")
    page.locator("#id_change_note").fill("   ")
    page.locator("#take-form button.primary").click()
    expect(page.locator("[data-field=change_note] .errors")).to_be_visible()
    expect(page.locator("#id_class_name")).to_have_value("一（3）班")
    check(page)
    page.locator("#id_change_note").fill("停顿放长，朗读放慢。")
    expect(page.locator("#id_invite_again")).to_be_checked()
    page.locator("#take-form button.primary").click()
    expect(page.locator("moke-upload")).to_be_visible()
    expect(page.locator("#invitations [data-review=waiting]")).to_be_visible()
    return newest_take(lesson_id)


def show_where_it_changed(page, comments):
    """The adopted comment came along; the author points at the second that answers it."""
    carried = page.locator(f"#{comments[0]}")
    expect(carried).to_have_attribute("data-carried", "1")
    expect(carried.locator(".origin")).to_contain_text("0:04")
    expect(page.locator(".note")).to_have_count(1)
    check(page)
    seek(page, 6)
    respond(carried, "answer").locator("[type=submit]").click()
    expect(carried.locator(".answer a")).to_have_attribute("href", re.compile(r"\?t=6"))


def expect_it_in_the_ledger(page, lesson_id):
    page.goto(f"/lessons/{lesson_id}/")
    ledger = page.locator("#ledger-sum")
    expect(ledger).to_have_attribute("data-adopted", "1")
    expect(ledger).to_have_attribute("data-comments", "2")
    expect(ledger).to_have_attribute("data-open", "0")
    expect(ledger.locator("[data-answered-in='2']")).to_be_visible()
    expect(page.locator("#takes .take-row")).to_have_count(2)
    check(page)


def hand_in(page, take):
    page.locator("#finish button").click()
    expect(page.locator("#invitation.done")).to_be_visible()
    page.goto("/")
    expect(page.locator("#waiting")).to_be_visible()
    expect(page.locator(f"#review-{take.pk}")).to_have_count(0)
