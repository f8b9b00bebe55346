"""A take is deleted while a colleague is typing, and comes back with one click."""

import pytest
from playwright.sync_api import expect

from tests.factories.research import ObservationFactory
from tests.journeys.pages import check, everywhere

TYPED = "写到一半"


@everywhere
def test_who_types_while_a_take_is_deleted_keeps_the_words_and_hears_why(
    open_as, take, teacher, colleague
):
    author, reviewer = open_as(teacher), open_as(colleague)
    reviewer.goto(f"/takes/{take.pk}/room/")
    reviewer.wait_for_function("() => document.querySelector('moke-room')?.news")
    reviewer.locator("#composer textarea").fill(TYPED)

    author.goto(f"/takes/{take.pk}/")
    author.locator("#delete-take").click()
    author.locator("label:has([value=consent])").click()
    check(author)
    author.locator("#delete-form [type=submit]").click()
    expect(author.locator("#restore")).to_be_visible()
    check(author)

    reviewer.watched.expect("403")
    reviewer.watched.expect("404")
    reviewer.locator("#composer [type=submit]").click()
    expect(reviewer.locator("#composer .trouble")).to_contain_text(teacher.name)
    expect(reviewer.locator("#composer textarea")).to_have_value(TYPED)
    reviewer.reload()
    expect(reviewer.locator("#deleted")).to_contain_text(teacher.name)
    check(reviewer)

    author.locator("#restore").click()
    expect(author.locator("#open-room")).to_be_visible()
    reviewer.reload()
    expect(reviewer.locator("#composer textarea")).to_have_value(TYPED)


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_who_fills_in_a_form_meanwhile_hears_why(open_as, take, teacher, colleague):
    ObservationFactory(take=take, observer=colleague)
    author, observer = open_as(teacher), open_as(colleague)
    observer.goto(f"/takes/{take.pk}/observation/")
    author.goto(f"/takes/{take.pk}/delete/")
    author.locator("label:has([value=wrong-file])").click()
    author.locator("#delete-form [type=submit]").click()
    expect(author.locator("#restore")).to_be_visible()
    observer.watched.expect("403")
    observer.watched.expect("404")
    observer.locator("[name=words_0]").fill(TYPED)
    expect(observer.locator("#messages")).to_contain_text("The wrong file was uploaded")
    expect(observer.locator("[name=words_0]")).to_have_value(TYPED)
