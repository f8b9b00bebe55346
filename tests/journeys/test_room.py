"""The review room: watch, comment, answer, judge, together and without losing a word."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from lessons.enums import Visibility
from research.domain.comment import write_comment
from research.enums import CommentKind
from research.models import Comment
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.research import PhaseMarkFactory
from tests.journeys.pages import (
    everywhere,
    find_barriers,
    is_wider_than_its_window,
    on_every_device,
)

NOW = "() => document.querySelector('moke-player').currentTime"
PAUSED = "() => document.querySelector('moke-player').paused"
SETTLED = "() => document.querySelector('video').readyState >= 2"


@pytest.fixture
def take(teacher, colleague, watchable):
    """A take of the teacher's, ready to play, with the colleague invited."""
    lesson = LessonPageFactory(
        author=teacher,
        school=teacher.memberships.get().school,
        visibility=Visibility.SCHOOL,
    )
    take = TakeFactory(lesson=lesson)
    watchable(take.recording)
    InvitationFactory(take=take, person=colleague)
    return take


def enter(page, take, query=""):
    page.goto(f"/takes/{take.pk}/room/{query}")
    page.wait_for_function(SETTLED)
    return page


def is_stored_beyond_20_s(request):
    """Whether the page tells the server so; by seeking alone it may tell more than once."""
    told = parse_qs(request.post_data or "").get("position_s", ["0"])
    return "/position/" in request.url and float(told[0]) > 20


def comment_on(take, author, **given):
    words = {"kind": CommentKind.SUGGESTION, "start_ms": 10_000, "body": "放慢一点。"}
    return write_comment(take=take, author=author, **words | given)


@on_every_device
def test_menu_of_phases_is_in_the_bar_and_on_a_phone_under_the_picture(
    open_as, take, colleague, device
):
    for position, start_ms in enumerate((0, 20_000)):
        PhaseMarkFactory(take=take, position=position, start_ms=start_ms)
    page = enter(open_as(colleague), take)
    place = ".player-strip" if device == "phone" else ".player-bar"
    page.locator(f"{place} [data-chapters]").select_option(index=2)
    page.wait_for_function(f"({NOW})() >= 20")
    assert (find_barriers(page), is_wider_than_its_window(page)) == ([], False)


@everywhere
def test_room_has_no_barriers(open_as, take, colleague):
    for second in (5, 6, 20):
        comment_on(take, colleague, start_ms=second * 1000)
    page = enter(open_as(colleague), take)
    expect(page.locator("#markers button")).to_have_count(3)
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)


def test_recording_plays_seeks_and_goes_on_where_it_stopped(open_as, take, colleague):
    page = enter(open_as(colleague), take)
    page.keyboard.press("k")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.5")
    page.keyboard.press("k")
    with page.expect_request(is_stored_beyond_20_s) as stored:
        page.keyboard.press("l")
        page.keyboard.press("l")
        page.wait_for_function("() => document.querySelector('video').currentTime > 20")
        page.keyboard.press("k")
        page.wait_for_function(f"() => !({PAUSED})()")
        page.keyboard.press("k")
    assert stored.value.response().ok
    page.reload()
    page.wait_for_function(SETTLED)
    assert page.evaluate(NOW) > 20


def test_address_with_a_second_opens_there(open_as, take, colleague):
    page = enter(open_as(colleague), take, "?t=12.5")
    assert page.evaluate(NOW) == pytest.approx(12.5, abs=0.1)


def test_access_taken_away_ends_the_watching(open_as, take, colleague):
    page = enter(open_as(colleague), take)
    page.watched.expect("404")
    take.invitations.all().delete()
    type(take.lesson).objects.filter(pk=take.lesson.pk).update(visibility=Visibility.DRAFT)
    page.evaluate("() => document.querySelector('moke-player').grant.renew()")
    expect(page.locator(".player-message")).to_contain_text("not available")


@on_every_device
def test_comment_pauses_and_goes_on(open_as, take, colleague):
    page = enter(open_as(colleague), take, "?t=7")
    page.evaluate("() => document.querySelector('moke-player').play()")
    page.wait_for_function(f"() => ({NOW})() > 8")
    page.locator("#composer textarea").press_sequentially("板书很清楚。")
    assert page.evaluate(PAUSED)
    page.locator("#composer textarea").press("Control+Enter")
    note = page.locator(".note", has_text="板书很清楚。")
    expect(note).to_be_visible()
    page.wait_for_function(f"() => !({PAUSED})()")
    expect(page.locator("#composer textarea")).to_have_value("")
    comment = Comment.objects.get(take=take)
    assert 8_000 <= comment.start_ms < 12_000


def test_keys_bind_a_comment_to_a_span(open_as, take, colleague):
    page = enter(open_as(colleague), take, "?t=5")
    page.keyboard.press("i")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => ({NOW})() >= 10")
    page.keyboard.press("o")
    page.keyboard.press("w")
    page.keyboard.type("这一段朗读。")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".note .at")).to_have_text("0:05–0:10")
    comment = Comment.objects.get(take=take)
    assert (comment.start_ms, comment.end_ms) == (5_000, 10_000)


def test_marker_and_note_lead_to_each_other(open_as, take, colleague):
    first = comment_on(take, colleague, start_ms=10_000)
    second = comment_on(take, colleague, start_ms=25_000)
    page = enter(open_as(colleague), take)
    page.locator("#markers button").nth(1).click()
    expect(page.locator(f"#comment-{second.pk}")).to_have_class(re.compile("now"))
    assert page.evaluate(NOW) == pytest.approx(25, abs=0.1)
    page.locator(f"#comment-{first.pk} .at").click()
    expect(page.locator("#markers button").first).to_have_attribute("aria-current", "")
    assert page.evaluate(NOW) == pytest.approx(10, abs=0.1)


@on_every_device
def test_talk_appears_in_the_other_browser(open_as, take, teacher, colleague):
    comment = comment_on(take, colleague)
    author = enter(open_as(teacher), take)
    reviewer = enter(open_as(colleague), take)
    note = f"#comment-{comment.pk}"

    author.locator(f"{note} .respond").click()
    author.locator(f"{note} textarea").fill("好，下一讲我试试。")
    author.locator(f"{note} form[data-form=reply] [type=submit]").click()
    expect(reviewer.locator(f"{note} .reply")).to_contain_text("好，下一讲我试试。")

    author.locator(f"{note} [value=adopted]").click()
    expect(author.locator(f"{note} .seal")).to_have_text("Adopted")
    expect(reviewer.locator(f"{note} .seal")).to_have_text("Adopted")
    expect(reviewer.locator("#markers .done")).to_have_count(1)

    reviewer.locator("#composer textarea").fill("第二条意见。")
    reviewer.locator("#composer [type=submit]").click()
    expect(author.locator(".note")).to_have_count(2)


def test_verdict_that_says_no_asks_for_the_reason(open_as, take, teacher, colleague):
    comment = comment_on(take, colleague)
    page = enter(open_as(teacher), take)
    note = page.locator(f"#comment-{comment.pk}")
    note.locator("[value=not-adopted]").click()
    expect(note.locator("[name=reason]")).to_be_focused()
    page.keyboard.type("这一班还需要时间。")
    note.locator("[value=not-adopted]").click()
    expect(note.locator(".seal")).to_have_text("Not adopted")


def test_draft_survives_reload_and_a_lost_network(open_as, take, colleague):
    page = enter(open_as(colleague), take)
    page.watched.expect("ERR_INTERNET_DISCONNECTED")
    page.locator("#composer textarea").press_sequentially("写到一半")
    page.reload()
    page.wait_for_function(SETTLED)
    expect(page.locator("#composer textarea")).to_have_value("写到一半")
    page.context.set_offline(True)
    page.locator("#composer [type=submit]").click()
    expect(page.locator("#composer .trouble")).to_be_visible()
    page.context.set_offline(False)
    page.locator("#composer [data-retry]").click()
    expect(page.locator(".note", has_text="写到一半")).to_be_visible()
    assert Comment.objects.filter(take=take).count() == 1
    page.reload()
    expect(page.locator("#composer textarea")).to_have_value("")


def test_draft_survives_an_expired_sign_in(open_as, take, colleague):
    page = enter(open_as(colleague), take)
    for refusal in ("401", "403", "404"):
        page.watched.expect(refusal)
    cookies = page.context.cookies()
    page.locator("#composer textarea").press_sequentially("还没有写完")
    page.context.clear_cookies(name="sessionid")
    page.locator("#composer [type=submit]").click()
    expect(page.locator("#composer #signed-out")).to_be_visible()
    expect(page.locator("#composer textarea")).to_have_value("还没有写完")
    page.context.add_cookies([cookie for cookie in cookies if cookie["name"] == "sessionid"])
    page.locator("#composer [type=submit]").click()
    expect(page.locator(".note", has_text="还没有写完")).to_be_visible()


def test_own_comment_is_edited_and_deleted(open_as, take, colleague):
    comment = comment_on(take, colleague)
    page = enter(open_as(colleague), take)
    note = page.locator(f"#comment-{comment.pk}")
    note.locator(".respond").click()
    note.locator("[data-open=edit]").click()
    note.locator("textarea").fill("再慢一点。")
    note.locator("form [type=submit]").click()
    expect(note.locator(".body")).to_have_text("再慢一点。")
    note.locator(".respond").click()
    note.locator("[data-open=delete]").click()
    page.locator("dialog [type=submit]").click()
    expect(note).to_have_attribute("data-deleted", "")
    expect(page.locator("dialog")).to_have_count(0)
