"""林晓燕 deletes her second take while 周航 is typing; it comes back as it was."""

from playwright.sync_api import expect

from tests.journeys.demo.people import somebody
from tests.journeys.steps import expect_room

TYPED = "写到一半"


def test_deleted_take_says_why_keeps_what_is_typed_and_comes_back(tree, take, open_as):
    author, reviewer = open_as(somebody("林晓燕")), open_as(somebody("周航"))
    reviewer.goto(f"/takes/{take.pk}/room/")
    expect_room(reviewer)
    reviewer.locator("#composer textarea").fill(TYPED)
    delete(author, take)
    be_told(reviewer)
    author.goto(f"/lessons/{tree.pk}/record/")
    expect(author.locator("#take-2 > .notice")).to_contain_text("林晓燕 deleted take 2 on")
    expect(author.locator("#take-2 .said > li")).to_have_count(5)
    author.goto(f"/takes/{take.pk}/")
    author.locator("#restore").click()
    expect(author.locator("#open-room")).to_be_visible()
    reviewer.reload()
    expect_room(reviewer)
    expect(reviewer.locator("#composer textarea")).to_have_value(TYPED)


def delete(page, take):
    page.goto(f"/takes/{take.pk}/")
    page.locator("#delete-take").click()
    page.locator("label:has([value=consent])").click()
    page.locator("#delete-form [type=submit]").click()
    expect(page.locator("#restore")).to_be_visible()


def be_told(page):
    for status in ("403", "404"):
        page.watched.expect(status)
    page.locator("#composer [type=submit]").click()
    expect(page.locator("#composer .trouble")).to_contain_text("林晓燕 deleted take 2 on")
    expect(page.locator("#composer textarea")).to_have_value(TYPED)
