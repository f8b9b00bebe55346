"""Coding a take on the keyboard: without network, in two tabs, and what two coders found."""

import pytest
from playwright.sync_api import expect

from research.enums import Scheme
from research.models import Coding
from tests.factories.research import CodingFactory
from tests.journeys.pages import check, everywhere
from tests.journeys.steps import HAS_PICTURES

IS_SENT = "() => document.querySelector('moke-coder')?.keeper?.isSent"
CODES = "() => document.querySelector('moke-coder').codes"
WAITS = "() => document.querySelector('moke-coder').isWaiting"
PLAYS = "() => !document.querySelector('video').paused"


def open_coder(page, take, scheme="st"):
    page.goto(f"/takes/{take.pk}/coding/{scheme}/")
    page.wait_for_function(HAS_PICTURES)
    page.wait_for_function(IS_SENT)


def press(page, keys):
    for key in keys:
        page.keyboard.press(key)


def codes_of(coding):
    coding.refresh_from_db()
    return coding.codes.rstrip("-")


@everywhere
def test_a_take_is_coded_and_read_by_its_author(open_as, take, teacher, colleague):
    CodingFactory(take=take, coder=teacher, interval_s=3, codes="TTSSTTSSTTSSS")
    page = open_as(colleague)
    page.goto(f"/takes/{take.pk}/room/")
    page.locator("#codings").click()
    page.locator("#st [href$='/coding/st/']").click()
    check(page)
    page.locator("#coding-begin [type=submit]").click()
    page.wait_for_function(IS_SENT)
    check(page)
    for key in "TTSSTTSTTTSST":
        page.locator(f".code-key[data-code='{key}']").click()
    page.locator(".coder-finish [type=submit]").click()
    expect(page.locator(".kappa")).to_have_count(1)
    expect(page.locator("#st .timeline")).to_have_count(2)
    expect(page.locator("#st .differences li")).to_have_count(2)
    check(page)


def test_keys_code_while_the_recording_plays(open_as, take, colleague):
    coding = CodingFactory(take=take, coder=colleague, scheme=Scheme.FIAS, interval_s=3)
    page = open_as(colleague)
    open_coder(page, take, "fias")
    page.locator("[data-speed]").select_option("2")
    press(page, [" "])
    page.wait_for_function(WAITS)
    press(page, "5")
    page.wait_for_function(PLAYS)
    page.wait_for_function(WAITS)
    press(page, "8")
    page.wait_for_function(PLAYS)
    page.wait_for_function(WAITS)
    press(page, "j")
    page.wait_for_function(f"() => !({WAITS})()")
    press(page, ["ArrowLeft", "ArrowLeft", "ArrowLeft", "4", "0"])
    assert page.evaluate(CODES).rstrip("-") == "40"
    press(page, ["Backspace", "Control+z"])
    assert page.evaluate(CODES).rstrip("-") == "58"
    page.wait_for_function(IS_SENT)
    assert codes_of(coding) == "58"
    open_coder(page, take, "fias")
    expect(page.locator("[data-number]")).to_have_text("3")


def test_nothing_is_lost_without_network(open_as, take, colleague):
    coding = CodingFactory(take=take, coder=colleague, interval_s=3)
    page = open_as(colleague)
    page.watched.expect("ERR_INTERNET_DISCONNECTED")
    page.watched.expect("ERR_FAILED")
    open_coder(page, take)
    page.context.set_offline(True)
    press(page, "TTS")
    expect(page.locator("#coder-says.trouble")).not_to_be_empty()
    expect(page.locator("#saved")).to_have_text("Kept on this device, not yet sent.")
    press(page, "ST")
    page.locator(".coder-finish [type=submit]").click()
    assert codes_of(coding) == ""
    page.context.set_offline(False)
    page.wait_for_function(IS_SENT)
    assert codes_of(coding) == "TTSST"
    page.context.set_offline(True)
    press(page, "TT")
    page.context.set_offline(False)
    page.reload()
    page.wait_for_function(IS_SENT)
    assert codes_of(coding) == "TTSSTTT"


def test_an_answer_that_is_lost_is_no_conflict(open_as, take, colleague):
    coding = CodingFactory(take=take, coder=colleague, interval_s=3)
    page = open_as(colleague)
    page.watched.expect("ERR_FAILED")
    page.watched.expect("409")
    open_coder(page, take)
    page.route("**/keep/", lose_the_answer, times=1)
    press(page, "TT")
    expect(page.locator("#coder-says.trouble")).not_to_be_empty()
    assert codes_of(coding) == "TT"
    press(page, "SS")
    page.wait_for_function(IS_SENT)
    assert codes_of(coding) == "TTSS"
    expect(page.locator("#conflict")).to_be_hidden()
    expect(page.locator("#coder-says.trouble")).to_have_count(0)


def lose_the_answer(route):
    """Let a request reach the server, and the page never know."""
    route.fetch()
    route.abort()


def test_two_tabs_do_not_overwrite_each_other(open_as, take, colleague):
    coding = CodingFactory(take=take, coder=colleague, interval_s=3)
    first, second = open_as(colleague), open_as(colleague)
    second.watched.expect("409")
    for page in (first, second):
        open_coder(page, take)
    press(first, "TT")
    first.wait_for_function(IS_SENT)
    press(second, "SSS")
    expect(second.locator("#conflict")).to_be_visible()
    check(second)
    assert codes_of(coding) == "TT"
    second.locator("[data-act=merge]").click()
    second.wait_for_function(IS_SENT)
    assert codes_of(coding) == "TTS"
    assert Coding.objects.filter(take=take).count() == 1


@pytest.mark.parametrize("scheme", Scheme)
def test_coding_is_clean_in_the_dark(open_as, take, colleague, teacher, scheme):
    for person in (colleague, teacher):
        codes = "TTSSTTSS" if scheme == Scheme.ST else "54848390"
        CodingFactory(take=take, coder=person, scheme=scheme, interval_s=3, codes=codes)
    page = open_as(colleague, color_scheme="dark")
    page.goto(f"/takes/{take.pk}/codings/")
    check(page)
    page.locator(f"#{scheme} [action$='/reopen/'] button").click()
    page.wait_for_function(IS_SENT)
    check(page)
