"""An author chooses the picture that lists show a lesson with."""

import re

from playwright.sync_api import expect

from tests.journeys.pages import everywhere, find_barriers, is_wider_than_its_window

CUT_MS = 30_000


@everywhere
def test_cover_is_a_picture_that_the_author_chose(open_as, product, take, teacher):
    page = open_as(teacher)
    page.goto(f"/takes/{take.pk}/")
    page.locator("#choose-cover").click()
    page.wait_for_function("() => document.querySelector('video')?.readyState >= 2")
    page.evaluate("() => { document.querySelector('moke-player').currentTime = 12.5 }")
    field = page.locator("#cover-form [name=at]")
    expect(field).to_have_value("0:12.50")
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)
    page.locator("#cover-form [type=submit]").click()
    expect(page.locator("#cover-now .icon")).to_be_visible()
    product.work()
    picture = page.locator("#cover-now img")
    expect(picture).to_have_attribute("src", re.compile("poster-12500.jpg"), timeout=CUT_MS)
    page.wait_for_function("() => document.querySelector('#cover-now img').naturalWidth > 0")
    assert find_barriers(page) == []
    page.goto("/lessons/mine/")
    expect(page.locator(".card .poster img").first).to_have_attribute(
        "src", re.compile("poster-12500.jpg")
    )
    page.goto(f"/recordings/{take.recording.key}/cover/")
    page.locator("#cover-now form button").click()
    expect(picture).to_have_attribute("src", re.compile("-poster.jpg"))
