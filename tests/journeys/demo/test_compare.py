"""Both takes of 《树和喜鹊》: planned and taught, played by phase, and how the plan changed."""

import re

from playwright.sync_api import expect

from tests.journeys.demo.people import somebody
from tests.journeys.pages import check
from tests.journeys.test_compare import (
    BOTH_CAN_PLAY,
    BOTH_PLAY_FROM,
    BOTH_STAND,
    expect_together,
    open_comparison,
)

PHASES = """(rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"""


def test_takes_are_compared_phase_by_phase(tree, open_as):
    page = open_as(somebody("赵敏"))
    page.goto(f"/lessons/{tree.pk}/")
    page.locator("#compare").click()
    page.wait_for_function(BOTH_CAN_PLAY)
    assert page.locator(".phase-table tbody tr").evaluate_all(PHASES) == [
        ["导入", "4 min", "0:04 10%", "0:04 7%", "About as long"],
        ["初读识字", "14 10 min", "0:15 33%", "0:12 23%", "0:02 shorter"],
        ["研读悟情", "10 14 min", "0:17 39%", "0:22 41%", "0:04 longer"],
        ["写字", "8 min", "0:04 10%", "0:10 19%", "0:06 longer"],
        ["小结", "4 min", "0:03 8%", "0:05 9%", "0:02 longer"],
    ]
    page.locator(".phase-table button", has_text="研读悟情").click()
    page.wait_for_function(BOTH_PLAY_FROM, arg=[19.5, 16.5])
    page.keyboard.press("k")
    page.keyboard.press("m")
    expect(page).to_have_url(re.compile(r"a=1&b=2&by=phase&at=(19|2\d)[.\d]*&sound=b$"))
    expect(page.locator(".bar-label b")).to_have_text(
        ["Take 1, planned", "Take 1", "Take 2, planned", "Take 2"]
    )
    change = page.locator(".plan-change").first
    assert change.locator("del").all_inner_texts() == ["认识“只、窝、孤、单”等十个生字，"]
    assert change.locator("ins").all_inner_texts() == ["联系上下文"]
    said = page.locator("#remarks .said > li").filter(visible=True)
    expect(said).to_have_count(11)
    page.locator("#remarks [data-side=b]", has_text="0:26").click()
    page.wait_for_function("() => document.querySelector('#player-b video').currentTime >= 26")
    check(page)


def test_takes_run_by_the_clock_and_another_opens_the_same(tree, open_as):
    page, other = open_as(somebody("赵敏")), open_as(somebody("陈曦"))
    open_comparison(page, tree.takes.order_by("number"))
    page.locator("#by label:has([value=clock])").click()
    page.locator("#offset-field").fill("-3.5")
    page.locator("#offset-field").press("Enter")
    page.locator("#sound label:has([value=b])").click()
    page.locator("[data-pace]").select_option("1.25")
    page.locator("#remarks [data-side=a]", has_text="0:27").click()
    page.wait_for_function(BOTH_STAND, arg=[27, 23.5])
    address = page.evaluate("() => location.href")
    assert address.partition("?")[2] == "a=1&b=2&by=clock&at=27&sound=b&offset=-3.5&speed=1.25"
    other.goto(address)
    other.wait_for_function(BOTH_CAN_PLAY)
    other.wait_for_function(BOTH_STAND, arg=[27, 23.5])
    expect(other.locator("[name=by][value=clock]")).to_be_checked()
    expect(other.locator("[name=sound][value=b]")).to_be_checked()
    expect(other.locator("#offset-field")).to_have_value("-3.5")
    expect(other.locator("[data-pace]")).to_have_value("1.25")
    rates = "(videos) => videos.map((video) => video.defaultPlaybackRate)"
    assert other.locator("moke-player video").evaluate_all(rates) == [1.25, 1.25]
    other.keyboard.press("k")
    other.wait_for_function(BOTH_PLAY_FROM, arg=[27, 23.5])
    expect_together(other, -3.5)
    check(other)
