"""Coming in, being kept out, changing the language, forgetting the password, leaving."""

import email
import email.policy
import re

from playwright.sync_api import expect

from moke.accounts.enums import Role
from tests.journeys.conftest import make_teacher
from tests.journeys.pages import everywhere, find_barriers, in_every_language, on_every_device
from tests.journeys.steps import PASSWORD, give_password, set_password, sign_in

FAILURES_ALLOWED = 5
NEW_PASSWORD = "喜鹊窝-2027-Neu"
SIGNED_IN = "#person-menu"


@everywhere
def test_wrong_password_keeps_the_name(open_as, teacher):
    set_password(teacher)
    page = open_as()
    page.goto("/accounts/login/")
    give_password(page, teacher.username, "not this one")
    form = page.locator("form#sign-in")
    expect(form.locator(".notice.error")).to_be_visible()
    expect(form.locator("[name=login]")).to_have_value(teacher.username)
    expect(form.locator("[name=password]")).to_have_value("")
    assert find_barriers(page) == []
    form.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(SIGNED_IN)).to_be_visible()


def test_page_asked_for_opens_after_signing_in(open_as, teacher):
    set_password(teacher)
    page = open_as()
    page.goto("/lessons/mine/")
    give_password(page, teacher.email)
    expect(page).to_have_url(re.compile(r"/lessons/mine/$"))


def test_account_is_closed_after_five_failures(open_as, teacher):
    set_password(teacher)
    page = open_as()
    page.watched.expect("429")
    page.goto("/accounts/login/")
    for _attempt in range(FAILURES_ALLOWED):
        expect(page.locator("form#sign-in [name=password]")).to_have_value("")
        with page.expect_navigation():
            give_password(page, teacher.username, "guessed")
    expect(page.locator("#try-again")).to_contain_text("15 minutes")
    assert find_barriers(page) == []
    page.goto("/accounts/login/")
    give_password(page, teacher.username)
    expect(page.locator("#try-again")).to_be_visible()


@on_every_device
def test_sign_out_ends_the_session(open_as, teacher):
    page = open_as()
    sign_in(page, teacher)
    page.locator(f"{SIGNED_IN} summary").click()
    page.locator(f"{SIGNED_IN} form [type=submit]").click()
    expect(page.locator(".bar a[href='/accounts/login/']")).to_be_visible()
    page.goto("/lessons/mine/")
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_language_is_kept_from_visit_to_visit(open_as, teacher):
    page = open_as()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("#language [value=zh-hans]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    sign_in(page, teacher)
    expect(page.locator(SIGNED_IN)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    page.locator("#language [value=zh-hans], #language [value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")

    elsewhere = open_as(teacher)
    elsewhere.context.clear_cookies(name="django_language")
    elsewhere.goto("/library/")
    expect(elsewhere.locator("html")).to_have_attribute("lang", "en")


@in_every_language
def test_forgotten_password_is_replaced_by_the_mailed_link(open_as, product, teacher):
    page = open_as()
    page.goto("/accounts/login/")
    page.locator("a[href='/accounts/password/reset/']").click()
    page.locator("[name=email]").fill(teacher.email)
    page.locator("#forgotten-password [type=submit]").click()
    page.wait_for_url("**/reset/done/")

    page.goto(mailed_link(product, teacher))
    page.locator("[name=password1]").fill(NEW_PASSWORD)
    page.locator("[name=password2]").fill(NEW_PASSWORD)
    assert find_barriers(page) == []
    page.locator("#new-password [type=submit]").click()
    page.wait_for_url(re.compile("/reset/key/done/"))
    page.goto("/accounts/login/")
    give_password(page, teacher.username, NEW_PASSWORD)
    expect(page.locator(SIGNED_IN)).to_be_visible()


def mailed_link(product, person):
    """The address in the mail to the person, which lies in the data folder."""
    mails = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in (product.data_dir / "mail").iterdir()
    ]
    mail = next(mail for mail in mails if mail["To"] == person.email)
    return re.search(r"https?://\S+/password/reset/key/\S+", mail.get_content()).group()


def test_student_never_sees_the_admin(open_as, teacher):
    student = make_teacher(
        "小明", role=Role.STUDENT, grade=1, school=teacher.memberships.get().school
    )
    page = open_as()
    sign_in(page, student)
    page.locator(f"{SIGNED_IN} summary").click()
    expect(page.locator(f"{SIGNED_IN} form")).to_be_visible()
    assert page.locator("a[href^='/admin/']").count() == 0
    for address in ("/admin/", "/admin/pages/", "/admin/login/?next=/admin/"):
        page.goto(address)
        expect(page).to_have_url(re.compile(r":\d+/$"))
