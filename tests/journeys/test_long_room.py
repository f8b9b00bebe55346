"""A review room of many comments: the page stands at once, the others come unseen."""

import re

import pytest
from playwright.sync_api import expect

from lessons.enums import Visibility
from research.domain.assent import set_assent
from research.domain.comment import delete_comment, edit_comment, write_comment
from research.domain.enclosure import Enclosed, keep_enclosures
from research.domain.reply import write_reply
from research.domain.verdict import give_verdict
from research.enums import CommentKind, EnclosureKind, VerdictChoice
from tests.enclosed import enclosed_picture
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.research import AnswerFactory, ReplyFactory
from tests.journeys.pages import find_barriers, on_every_device

MANY = 120
MARKED = """() => [...document.querySelectorAll("#markers > li")].reduce(
    (number, {dataset}) => number + Number(dataset.number ?? 1), 0
)"""
"""How many comments the timeline's markers stand for."""
COMPLETE = "() => document.querySelector('moke-room').notes?.pending.size === 0"
AS_MARKUP = """() => [...document.querySelectorAll('#notes > .note')].map((note) => {
    const copy = note.cloneNode(true);
    copy.querySelector(':scope > .response')?.remove();
    copy.classList.remove('now');
    copy.removeAttribute('hidden');
    return copy.outerHTML.replace(/>\\s+</g, '><').replace(/ style=""/, '');
})"""
SHIFTS = """() => new Promise((resolve) => new PerformanceObserver((list) =>
    resolve(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
).observe({type: 'layout-shift', buffered: true}) || setTimeout(() => resolve(0), 500))"""
TOPS = """(id) => document.getElementById(id).getBoundingClientRect().top"""


@pytest.fixture
def takes(teacher, colleague, watchable):
    """Two takes of one lesson. The first holds many comments of every sort, each 250 ms."""
    school = teacher.memberships.get().school
    lesson = LessonPageFactory(author=teacher, school=school, visibility=Visibility.SCHOOL)
    first, second = TakeFactory(lesson=lesson), TakeFactory(lesson=lesson)
    for take in (first, second):
        watchable(take.recording)
        InvitationFactory(take=take, person=colleague)
    kinds = list(CommentKind)
    said = [
        write_comment(
            take=first,
            author=colleague,
            kind=kinds[n % 4],
            start_ms=n * 250,
            end_ms=n * 250 + 1500 if n % 9 == 0 else None,
            body=f"第{n}条 <b>意见</b>\n另起一行。",
            private=n % 17 == 3,
        )
        for n in range(MANY)
    ]
    dress_up(said, teacher, colleague, second)
    return first, second


def dress_up(said, teacher, colleague, second):
    """Give late comments all that a comment can have."""
    wanting = [c for c in said if c.kind in {"suggestion", "question"} and not c.private]
    for number, choice in enumerate(VerdictChoice):
        give_verdict(comment=wanting[-1 - number], by=teacher, choice=choice, reason="下一讲再看。")
    AnswerFactory(comment=wanting[-1], take=second, by=teacher, at_ms=12_300)
    write_reply(comment=wanting[-4], author=teacher, body="好，<i>我试试</i>。")
    ReplyFactory(comment=wanting[-4], author=colleague)
    write_reply(comment=wanting[-4], author=colleague, body=f"@{teacher} 再看。")
    edit_comment(comment=wanting[-5], body=f"改过的话，@{teacher}。")
    voice = Enclosed(EnclosureKind.VOICE, b"spoken", duration_ms=42_000)
    keep_enclosures(comment=wanting[-5], enclosed=[*enclosed_picture(""), voice])
    keep_enclosures(comment=wanting[-4], enclosed=enclosed_picture("板书 <b>设计</b>") * 2)
    set_assent(comment=wanting[-5], person=teacher, agrees=True)
    delete_comment(comment=wanting[-6])


def enter(page, take, query=""):
    page.goto(f"/takes/{take.pk}/room/{query}")
    page.wait_for_function(COMPLETE)
    expect(page.locator("#notes > .rest")).to_have_count(0)
    return page


def hold_back(page):
    """Let the data wait; the list fills with the requests for them, to be continued."""
    held = []

    def hold(route):
        held.append(route)

    page.route(re.compile("/room/data/"), hold)
    return held


def test_script_makes_the_markup_that_the_server_makes(open_as, takes, teacher, colleague):
    """In the room where they were said, and carried into the next, for both sides."""
    for person in (teacher, colleague):
        page = open_as(person)
        for take in takes:
            page.goto(f"/takes/{take.pk}/room/?whole=1")
            whole = page.evaluate(AS_MARKUP)
            page.goto(f"/takes/{take.pk}/room/")
            page.wait_for_function(COMPLETE)
            assert page.evaluate(AS_MARKUP) == whole


def test_all_markers_stand_before_the_comments_come(open_as, takes, colleague):
    page = open_as(colleague)
    page.watched.expect("ERR_FAILED")
    page.route(re.compile("/room/data/"), lambda route: route.abort())
    page.goto(f"/takes/{takes[0].pk}/room/")
    page.wait_for_function(f"() => ({MARKED})() === {MANY - 1}")
    assert find_barriers(page) == []


@on_every_device
def test_nothing_moves_when_the_others_come(open_as, takes, teacher):
    page = open_as(teacher)
    late = hold_back(page)
    page.goto(f"/takes/{takes[0].pk}/room/?t=20")
    page.wait_for_function("() => document.querySelector('moke-room')?.rest")
    page.locator("#notes > .note").nth(8).scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    seen = page.locator("#notes > .note").nth(8).get_attribute("id")
    before = page.evaluate(TOPS, seen)
    late[0].continue_()
    page.wait_for_function(COMPLETE)
    assert page.evaluate(TOPS, seen) == pytest.approx(before, abs=1)
    assert page.evaluate(SHIFTS) <= 0.05


def test_address_of_a_late_comment_leads_to_it(open_as, takes, colleague):
    late = takes[0].comments.order_by("start_ms").last()
    page = enter(open_as(colleague), takes[0], f"#comment-{late.pk}")
    note = page.locator(f"#comment-{late.pk}")
    expect(note).to_have_class(re.compile("now"))
    expect(note).to_be_in_viewport()


def test_filter_and_news_reach_comments_that_came_later(open_as, takes, teacher, colleague):
    comment = takes[0].comments.wanting_verdict().filter(verdict=None).order_by("start_ms").last()
    author = enter(open_as(teacher), takes[0])
    reviewer = enter(open_as(colleague), takes[0], "?show=waiting")
    counted = int(reviewer.locator("[data-filter=waiting] b").inner_text())
    expect(reviewer.locator("#notes > .note:visible")).to_have_count(counted)
    author.locator(f"#comment-{comment.pk}").scroll_into_view_if_needed()
    author.locator(f"#comment-{comment.pk} [value=adopted]").click()
    expect(reviewer.locator("[data-filter=waiting] b")).to_have_text(str(counted - 1))
    expect(reviewer.locator(f"#comment-{comment.pk}")).to_have_count(0)
    reviewer.locator("[data-filter=all]").click()
    expect(reviewer.locator(f"#comment-{comment.pk} .seal")).to_have_text("Adopted")
    expect(reviewer.locator(".notes")).to_have_count(1)


def test_draft_on_a_late_comment_is_still_there(open_as, takes, teacher):
    late = takes[0].comments.filter(private=False, deleted_at=None).order_by("start_ms").last()
    page = enter(open_as(teacher), takes[0])
    page.locator(f"#comment-{late.pk} .respond").click()
    page.locator(f"#comment-{late.pk} [data-open=reply]").or_(
        page.locator(f"#comment-{late.pk} form[data-form=reply]")
    ).first.wait_for()
    if page.locator(f"#comment-{late.pk} [data-open=reply]").count():
        page.locator(f"#comment-{late.pk} [data-open=reply]").click()
    page.locator(f"#comment-{late.pk} form[data-form=reply] textarea").fill("写到一半")
    page.reload()
    kept = page.locator(f"#comment-{late.pk} form[data-form=reply] textarea")
    expect(kept).to_have_value("写到一半")
