"""李明, who is of no school here, comes by a link: he comments, approves nothing, and is let go."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.demo.people import somebody
from tests.journeys.pages import DEVICES, check
from tests.journeys.steps import expect_room

WORDS = "同桌互评时，后排也开了口。"


def test_guest_comes_twice_comments_and_is_let_go(take, open_as):
    author, guest = open_as(somebody("林晓燕")), open_as(**DEVICES["phone"])
    link = ask(author, take)
    for _visit in range(2):
        guest.goto(link)
        expect(guest.locator("h1")).to_have_text("林晓燕 asks you to watch 《树和喜鹊》, take 2")
        guest.locator("#guest-enter [type=submit]").click()
        expect_room(guest)
    guest.locator("#composer textarea").fill(WORDS)
    guest.locator("#composer [type=submit]").click()
    own = guest.locator(".note", has_text=WORDS)
    expect(own.locator(".who b")).to_have_text("李明 · 市教育学院")
    expect(guest.locator("[name=choice], #codings, #import")).to_have_count(0)
    check(guest)
    let_go(author, guest, take, link)


def ask(page, take):
    page.goto(f"/takes/{take.pk}/")
    page.locator("#guest-ask summary").click()
    page.locator("[name=guest-name]").fill("李明")
    page.locator("[name=guest-organisation]").fill("市教育学院")
    page.locator("#guest-form [type=submit]").click()
    return urlsplit(page.locator("#guest-address").inner_text()).path


def let_go(page, guest, take, link):
    page.goto(f"/takes/{take.pk}/")
    expect(page.locator("#guests summary").first).to_contain_text("Came 2 times")
    expect(page.locator("#guests .visits time")).to_have_count(2)
    page.locator("#guests form[action$='/revoke/'] [type=submit]").click()
    expect(page.locator("#guests .invitations > li")).to_contain_text("revoked on")
    guest.watched.expect("410")
    guest.goto(link)
    expect(guest.locator("#guest-enter")).to_have_count(0)
