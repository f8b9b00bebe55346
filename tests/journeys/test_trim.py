"""An author cuts the break before the lesson away; what colleagues said moves along."""

import re

from playwright.sync_api import expect

from research.models import Comment
from tests.factories.research import CommentFactory
from tests.journeys.pages import everywhere, find_barriers, is_wider_than_its_window
from tests.journeys.steps import expect_room

CUT_MS = 120_000
NOW = "(at) => document.querySelector('moke-player').currentTime === at"


@everywhere
def test_break_before_the_lesson_is_cut_away(open_as, product, take, teacher, colleague):
    early = CommentFactory(take=take, author=colleague, start_ms=2000)
    late = CommentFactory(take=take, author=colleague, start_ms=20_000)
    page = open_as(teacher)
    page.goto(f"/takes/{take.pk}/")
    page.locator("#trim-recording").click()
    choose(page)
    expect(page.locator("#foreseen li").first).to_contain_text("1")
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)
    page.locator("#trim-confirm .primary").click()
    expect(page.locator("#edit-state [role=status]")).to_be_visible()
    product.work()
    done = page.locator("#edit-state a")
    expect(done).to_be_visible(timeout=CUT_MS)
    done.click()
    expect(page.locator("[name=end]")).to_have_value(re.compile(r"0:30\.[45]"))
    assert find_barriers(page) == []
    moments = dict(Comment.objects.filter(take=take).values_list("pk", "start_ms"))
    assert moments == {early.pk: 0, late.pk: 15_500}
    page.goto(f"/takes/{take.pk}/room/?t=20&zero=0")
    page.wait_for_function(NOW, arg=15.5)
    expect(page.locator("#lost-moment")).to_have_count(0)
    page.goto(f"/takes/{take.pk}/room/?t=2&zero=0")
    expect(page.locator("#lost-moment")).to_be_visible()
    page.wait_for_function(NOW, arg=0)
    expect_room(page)
    expect(page.locator(f"#comment-{early.pk}")).to_contain_text("0:02")


def choose(page):
    """Take the beginning from the player, type the end, and ask what will happen."""
    start = page.locator("[name=start]")
    expect(page.locator("[data-act=start]")).to_be_visible()
    page.wait_for_function("() => document.querySelector('moke-player video').readyState > 1")
    page.evaluate("() => { document.querySelector('moke-player').currentTime = 4.5 }")
    page.wait_for_function("() => document.querySelector('moke-player').currentTime === 4.5")
    page.locator("body").press("i")
    expect(start).to_have_value("0:04.50")
    page.locator("[name=end]").fill("0:35")
    page.locator("#trim-form [type=submit]").click()
