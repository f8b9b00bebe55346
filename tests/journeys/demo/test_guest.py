"""李明, who is of no school here, comes by a link: he comments, approves nothing, and is let go, or
stays until the link runs out."""

from urllib.parse import urlsplit

from django.utils import timezone
from playwright.sync_api import expect

from research.models import GuestLink
from tests.journeys.demo.people import somebody
from tests.journeys.pages import DEVICES, check
from tests.journeys.steps import expect_room

WORDS, TYPED = "同桌互评时，后排也开了口。", "写到一半"


def test_guest_comes_twice_comments_and_is_let_go(take, open_as):
    author, guest = open_as(somebody("林晓燕")), open_as(**DEVICES["phone"])
    link = ask(author, take)
    for _visit in range(2):
        come_in(guest, link)
    guest.locator("#composer textarea").fill(WORDS)
    guest.locator("#composer [type=submit]").click()
    own = guest.locator(".note", has_text=WORDS)
    expect(own.locator(".who b")).to_have_text("李明 · 市教育学院")
    expect(guest.locator("[name=choice], #codings, #import")).to_have_count(0)
    check(guest)
    guest.locator("#composer textarea").fill(TYPED)
    let_go(author, take)
    be_told(guest, "Your link was taken back")
    read_why(guest, link, "This link was taken back")


def test_link_runs_out_while_the_guest_types(take, open_as):
    author, guest = open_as(somebody("林晓燕")), open_as(**DEVICES["phone"])
    link = ask(author, take)
    come_in(guest, link)
    guest.locator("#composer textarea").fill(TYPED)
    sheet = guest.context.new_page()
    sheet.goto(f"/takes/{take.pk}/observation/")
    GuestLink.objects.filter(take=take).update(expires_at=timezone.now())
    be_told(guest, "Your link has run out")
    sheet.locator("[name=words_0]").fill(TYPED)
    expect(sheet.locator("#messages")).to_contain_text("Your link has run out")
    expect(sheet.locator("[name=words_0]")).to_have_value(TYPED)
    guest.reload()
    expect(guest.locator("main h2")).to_have_text("This link has run out")
    read_why(guest, link, "This link has run out")
    expect(guest.locator("main")).to_contain_text("Whoever sent it to you can make a new one.")
    author.goto(f"/takes/{take.pk}/")
    expect(author.locator("#guests .late")).to_have_text("The link has run out")


def ask(page, take):
    page.goto(f"/takes/{take.pk}/")
    page.locator("#guest-ask summary").click()
    page.locator("[name=guest-name]").fill("李明")
    page.locator("[name=guest-organisation]").fill("市教育学院")
    page.locator("#guest-form [type=submit]").click()
    return urlsplit(page.locator("#guest-address").inner_text()).path


def come_in(page, link):
    page.goto(link)
    expect(page.locator("h1")).to_have_text("林晓燕 asks you to watch 《树和喜鹊》, take 2")
    page.locator("#guest-enter [type=submit]").click()
    expect_room(page)


def let_go(page, take):
    page.goto(f"/takes/{take.pk}/")
    expect(page.locator("#guests summary").first).to_contain_text("Came 2 times")
    expect(page.locator("#guests .visits time")).to_have_count(2)
    page.locator("#guests form[action$='/revoke/'] [type=submit]").click()
    expect(page.locator("#guests .invitations > li")).to_contain_text("revoked on")


def be_told(page, words):
    """What was typed stays, and nobody is asked to sign in who cannot."""
    page.watched.expect("410")
    page.locator("#composer [type=submit]").click()
    expect(page.locator("#composer .trouble")).to_contain_text(words)
    expect(page.locator("#composer textarea")).to_have_value(TYPED)
    check(page)


def read_why(page, link, words):
    page.goto(link)
    expect(page.locator("main h2")).to_have_text(words)
    expect(page.locator("#guest-enter")).to_have_count(0)
    check(page)
