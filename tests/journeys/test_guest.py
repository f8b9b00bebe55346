"""Somebody from outside watches a take by a link, and is turned away once it is revoked: by the
author, or by who runs the school."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from moke.accounts.enums import Role
from research.domain.guest import make_guest_link, usual_last_day
from research.domain.round import set_round
from tests.factories.research import ObservationFormFactory
from tests.journeys.conftest import make_teacher
from tests.journeys.pages import check, everywhere
from tests.journeys.steps import expect_room

WORDS = "同伴朗读很投入。"


def ask_guest(page, take):
    """The author makes a link; return where it leads."""
    page.goto(f"/takes/{take.pk}/")
    page.locator("#guest-ask summary").click()
    page.locator("[name=guest-name]").fill("李明")
    page.locator("[name=guest-organisation]").fill("市教育学院")
    check(page)
    page.locator("#guest-form [type=submit]").click()
    expect(page.locator("copy-text button")).to_be_visible()
    check(page)
    return urlsplit(page.locator("#guest-address").inner_text()).path


def test_guest_watches_comments_and_is_turned_away(open_as, take, teacher):
    set_round(take=take, by=teacher, form=ObservationFormFactory(language="en"))
    author, guest = open_as(teacher), open_as(viewport={"width": 390, "height": 844})
    link = ask_guest(author, take)

    guest.watched.expect("404")
    guest.goto("/guest/nothing/")
    check(guest)
    guest.goto(link)
    check(guest)
    guest.locator("#guest-enter [type=submit]").click()
    expect_room(guest)
    check(guest)
    guest.locator("#composer textarea").fill(WORDS)
    guest.locator("#composer [type=submit]").click()
    expect(guest.locator("#notes > .note")).to_contain_text("李明 · 市教育学院")

    author.goto(f"/takes/{take.pk}/portions/")
    author.locator("[name=evenly]").click()
    expect(author.locator("#portions")).to_contain_text("李明")
    check(author)
    guest.goto(f"/takes/{take.pk}/observation/")
    expect(guest.locator(".not-mine")).to_have_count(1)
    check(guest)

    author.goto(f"/takes/{take.pk}/")
    author.locator("#guests form[action$='/revoke/'] [type=submit]").click()
    expect(author.locator("#guests")).to_contain_text("revoked")
    guest.watched.expect("410")
    guest.goto(link)
    expect(guest.locator("#guest-enter")).to_have_count(0)
    check(guest)


@everywhere
def test_school_admin_takes_the_link_of_a_guest_back(open_as, take, teacher):
    admin = make_teacher("刘洋", school=take.lesson.school, role=Role.SCHOOL_ADMIN)
    said = {"name": "李明", "organisation": "市教育学院", "valid_until": usual_last_day(take=take)}
    link, secret = make_guest_link(take=take, by=teacher, **said)
    guest, page = open_as(), open_as(admin)
    guest.goto(f"/guest/{secret}/")
    guest.locator("#guest-enter [type=submit]").click()
    expect_room(guest)

    page.goto("/")
    page.locator(".today-seat a[href='/guests/']").click()
    expect(page.locator(f"#guest-{link.pk}")).to_contain_text("李明 · 市教育学院")
    check(page)
    page.locator(f"#guest-{link.pk} [type=submit]").click()
    expect(page.locator(f"#guest-{link.pk}")).to_have_count(0)
    check(page)
    guest.watched.expect("410")
    for address in (f"/takes/{take.pk}/room/", f"/guest/{secret}/"):
        guest.goto(address)
        expect(guest.locator("#guest-enter, #room")).to_have_count(0)
        check(guest)
