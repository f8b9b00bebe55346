"""Phases are marked while a take plays; two takes then play side by side, as one."""

import re
from statistics import median

import pytest
from playwright.sync_api import expect

from lessons.enums import Visibility
from research.domain.comment import write_comment
from research.domain.phase import set_phases
from research.domain.tag import set_tags
from research.enums import CommentKind
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.research import TagFactory
from tests.journeys.pages import check, everywhere

TOGETHER_S = 0.5  # beside other tests; the benchmark `pair` holds a tenth of a second
FIRST_S, SECOND_S = (0, 4, 12, 20, 30), (1, 6, 10, 22, 34)
CAN_PLAY = "() => document.querySelector('moke-phases')?.player?.video.readyState >= 3"
BOTH_CAN_PLAY = """() => document.querySelector('moke-compare')?.pair?.players.every(
    ({ video }) => video.readyState >= 3)"""
TIMES = "() => [...document.querySelectorAll('video')].map((video) => video.currentTime)"
BOTH_PLAY_FROM = """(starts) => [...document.querySelectorAll('video')].every((video, at) =>
    !video.paused && !video.seeking && video.currentTime > starts[at] + 0.3
    && video.currentTime < starts[at] + 4)"""
BOTH_STAND = """(seconds) => [...document.querySelectorAll('video')].every((video, at) =>
    !video.seeking && Math.abs(video.currentTime - seconds[at]) < 0.1)"""


@pytest.fixture
def takes(teacher, colleague, watchable):
    """Two takes that play, of plans that differ in a word; a colleague spoke on both."""
    school = teacher.memberships.get().school
    lesson = LessonPageFactory(
        author=teacher, school=school, visibility=Visibility.SCHOOL, methods="讲授十四分钟"
    )
    takes = []
    for methods, at_ms in (("讲授十四分钟", 13_000), ("讲授十分钟，再读", 11_000)):
        lesson.methods = methods
        take = TakeFactory(lesson=lesson, plan=lesson.save_revision())
        watchable(take.recording)
        InvitationFactory(take=take, person=colleague)
        said = {"kind": CommentKind.QUESTION, "start_ms": at_ms, "body": "为什么？"}
        write_comment(take=take, author=colleague, **said)
        takes.append(take)
    return takes


def mark(takes):
    for take, starts_s in zip(takes, (FIRST_S, SECOND_S), strict=True):
        starts = [second * 1000 for second in starts_s]
        set_phases(take=take, by=take.lesson.author, starts=starts)


def open_comparison(page, takes, query=""):
    page.goto(f"/lessons/{takes[0].lesson_id}/compare/{query}")
    page.wait_for_function(BOTH_CAN_PLAY)


def apart_s(page):
    first, second = page.evaluate(TIMES)
    return second - first


def expect_together(page, ahead_s):
    """Over two seconds of play both are where they belong."""
    found = []
    for _ in range(10):
        found.append(abs(apart_s(page) - ahead_s))
        page.wait_for_timeout(200)
    assert median(found) < TOGETHER_S


def test_two_takes_play_together(open_as, teacher, takes):
    mark(takes)
    page = open_as(teacher)
    open_comparison(page, takes)
    for key in (2, 1, 3):
        starts = [FIRST_S[key], SECOND_S[key]]
        page.locator(f"[data-phase='{key}']").click()
        page.wait_for_function(BOTH_PLAY_FROM, arg=starts)
        expect_together(page, SECOND_S[key] - FIRST_S[key])
    page.locator("#player-b video").evaluate("(video) => { video.currentTime = 12 }")
    page.wait_for_function(BOTH_PLAY_FROM, arg=[14, 12])
    expect_together(page, -2)
    page.keyboard.press("k")
    expect(page.locator("moke-compare.playing")).to_have_count(0)
    page.wait_for_function(f"() => ({TIMES})().reduce((a, b) => a - b).toFixed(1) === '2.0'")
    expect(page).to_have_url(re.compile(r"a=1&b=2&by=phase&at=1\d[.\d]*&sound=a$"))


@everywhere
def test_takes_are_compared_by_keyboard_alone_and_the_address_keeps_it(open_as, teacher, takes):
    mark(takes)
    page = open_as(teacher)
    page.goto(f"/lessons/{takes[0].lesson_id}/")
    page.locator("#compare").press("Enter")
    page.wait_for_function(BOTH_CAN_PLAY)
    check(page)
    page.locator("[data-phase='3']").press("Enter")
    page.wait_for_function(BOTH_PLAY_FROM, arg=[20, 22])
    page.keyboard.press("k")
    page.keyboard.press("m")
    page.locator("[name=by][value=phase]").press("ArrowRight")
    field = page.locator("#offset-field")
    expect(field).to_have_value("2")
    page.locator("[data-do=later]").press("Enter")
    field.fill("-3,5")
    field.press("Enter")
    page.keyboard.press("Escape")
    address = re.compile(r"by=clock&at=2\d[.\d]*&sound=b&offset=-3.5$")
    expect(page).to_have_url(address)
    first, _second = page.evaluate(TIMES)
    page.reload()
    page.wait_for_function(BOTH_CAN_PLAY)
    page.wait_for_function(BOTH_STAND, arg=[first, first - 3.5])
    expect(page.locator("[name=sound][value=b]")).to_be_checked()
    expect(field).to_have_value("-3.5")
    page.locator("#remarks [data-side=b]").press("Enter")
    page.wait_for_function(BOTH_STAND, arg=[14.5, 11])
    expect(page.locator("#plan-changes ins")).to_have_text("，再读")
    check(page)


@everywhere
def test_phases_are_marked_while_the_take_plays_and_nothing_typed_is_lost(open_as, teacher, takes):
    page = open_as(teacher)
    open_comparison(page, takes)
    expect(page.locator("#unmarked a")).to_have_count(2)
    check(page)
    page.locator("#unmarked a").first.click()
    page.wait_for_function(CAN_PLAY)
    fields = page.locator(".phase-row input")
    expect(page.locator("[data-suggested]")).to_have_count(5)
    check(page)
    page.locator("video").evaluate("(video) => { video.currentTime = 6.4 }")
    page.locator("h1").click()
    page.keyboard.press("2")
    expect(fields.nth(1)).to_have_value("0:06.4")
    fields.nth(2).fill("0:03")
    expect(page.locator("[data-suggested]")).to_have_count(3)
    page.reload()
    expect(fields.nth(2)).to_have_value("0:03")
    expect(page.locator("[data-said]")).not_to_be_empty()
    page.watched.expect("422")
    page.locator("#phases-form [type=submit]").click()
    expect(page.locator(".phase-row .errors li")).to_have_count(1)
    check(page)
    fields.nth(2).fill("0:13")
    page.locator("#phases-form [type=submit]").click()
    expect(page.locator(".phase-list li")).to_have_count(5)
    check(page)
    page.locator("#mark-phases").click()
    expect(fields.nth(1)).to_have_value("0:06.4")
    expect(page.locator("[data-suggested]")).to_have_count(0)


def test_one_take_waits_where_the_other_has_not_begun(open_as, teacher, takes):
    page = open_as(teacher)
    open_comparison(page, takes, "?by=clock&offset=-2&at=0")
    page.keyboard.press("k")
    page.wait_for_function("() => document.querySelector('#player-a video').currentTime > 1")
    assert page.evaluate(TIMES)[1] == 0
    page.wait_for_function(BOTH_PLAY_FROM, arg=[2.5, 0.5])
    expect_together(page, -2)
    page.keyboard.press("k")
    page.evaluate("() => document.querySelector('moke-compare').pair.seek('a', 37)")
    page.keyboard.press("k")
    expect(page.locator("moke-compare.playing")).to_have_count(1)
    expect(page.locator("moke-compare.playing")).to_have_count(0)
    assert min(page.evaluate(TIMES)) > 39.5


def test_comments_on_both_are_narrowed_to_a_tag(open_as, teacher, takes):
    tag = TagFactory()
    set_tags(comment=takes[1].comments.get(), tags=[tag.pk])
    page = open_as(teacher)
    open_comparison(page, takes)
    said, facet = page.locator("#remarks .said > li"), page.locator("#remarks select")
    expect(page.locator("#remarks [type=submit]")).to_be_hidden()
    expect(said.filter(visible=True)).to_have_count(2)
    facet.select_option(str(tag.pk))
    expect(said.filter(visible=True)).to_have_count(1)
    assert f"tag={tag.pk}" in page.url
    check(page)
    page.reload()
    expect(said.filter(visible=True)).to_have_count(1)
    page.wait_for_function(BOTH_CAN_PLAY)
    page.locator("#remarks [data-all]").click()
    expect(said.filter(visible=True)).to_have_count(2)
    expect(facet).to_be_focused()
    assert "tag=" not in page.url
