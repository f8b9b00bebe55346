"""Observing a take with a form: the author asks for it, a colleague fills it in, both read it."""

import pytest
from playwright.sync_api import expect

from research.domain.comment import write_comment
from research.enums import CommentKind
from tests.factories.research import ObservationFactory, ObservationFormFactory
from tests.journeys.pages import check, everywhere


def say(take, person, kind, body):
    write_comment(take=take, author=person, kind=kind, start_ms=10_000, body=body)


def ask_for(page, take, form):
    """The author chooses a form and asks for a question."""
    page.goto(f"/takes/{take.pk}/")
    page.locator("#round-form [name=form]").select_option(str(form.pk))
    page.locator("#round-form [name=questions]").fill("1")
    page.locator("#round-form [type=submit]").click()
    expect(page.locator("#round-form [name=questions]")).to_have_value("1")
    check(page)


@everywhere
def test_a_form_goes_from_the_author_to_the_observer_and_back(
    open_as, take, teacher, colleague, language
):
    say(take, colleague, CommentKind.HIGHLIGHT, "板书很清楚。")
    author = open_as(teacher)
    ask_for(author, take, ObservationFormFactory(language=language))

    observer = open_as(colleague)
    observer.goto(f"/takes/{take.pk}/observations/")
    check(observer)
    observer.goto(f"/takes/{take.pk}/room/")
    observer.locator("#observe").click()
    observer.locator("[name=level_0][value='5']").check()
    observer.locator("[name=words_1]").fill("练习看得出学会了没有。")
    expect(observer.locator("#kept")).not_to_be_empty()
    check(observer)
    observer.reload()
    expect(observer.locator("[name=level_0][value='5']")).to_be_checked()
    expect(observer.locator("[name=words_1]")).to_have_value("练习看得出学会了没有。")
    observer.watched.expect("422")
    observer.locator("[name=hand-in]").click()
    expect(observer.locator("#missing li")).to_have_count(3)

    mark_three_seconds(observer.locator("#marking-0"), "齐读之后，后排没有跟上。")
    expect(observer.locator("#evidence-0 :checked")).to_have_count(1)
    expect(observer.locator("#evidence-0 .clock").last).to_have_text("0:00–0:03")
    expect(observer.locator("#evidence-1 li")).to_have_count(2)
    expect(observer.locator("#marking-0 textarea")).to_have_value("")
    observer.evaluate("() => scrollTo(0, 0)")  # what the player lies over counts as too small
    check(observer)
    observer.locator("[name=level_1][value='3']").check()
    say(take, colleague, CommentKind.QUESTION, "为什么？")
    observer.locator("[name=hand-in]").click()
    expect(observer.locator(".total b")).to_have_text("84.0")
    author.goto(f"/takes/{take.pk}/observations/")
    expect(author.locator(".quoted")).to_have_count(1)
    check(author)


def mark_three_seconds(marking, words):
    marking.locator("[data-act=now]").click()
    marking.page.evaluate("() => { document.querySelector('moke-player').currentTime += 3 }")
    marking.locator("[data-act=until]").click()
    marking.locator("textarea").fill(words)
    marking.locator("[type=submit]").click()


def test_an_observer_chooses_among_forms(open_as, take, colleague):
    forms = [ObservationFormFactory(language="en") for _ in range(2)]
    page = open_as(colleague)
    page.goto(f"/takes/{take.pk}/observation/")
    check(page)
    page.get_by_text(forms[1].name, exact=True).click()
    page.locator("#form-choice [type=submit]").click()
    expect(page.locator("h1")).to_have_text(forms[1].name)


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_words_typed_without_network_come_back_and_are_sent(open_as, take, colleague):
    observation = ObservationFactory(take=take, observer=colleague)
    page = open_as(colleague)
    page.watched.expect("Failed to load resource")
    page.watched.expect("htmx:")
    page.goto(f"/takes/{take.pk}/observation/")
    page.context.set_offline(True)
    page.locator("[name=words_0]").fill("断网时写的")
    expect(page.locator("#kept")).to_contain_text("Kept on this device")
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_contain_text("Kept at")
    assert observation.scores.get(position=0).words == "断网时写的"

    page.context.set_offline(True)
    page.locator("[name=words_1]").fill("重新打开之前写的")
    page.route(
        "**/observation/", lambda route: route.abort() if is_post(route) else continues(route)
    )
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("[name=words_1]")).to_have_value("重新打开之前写的")
    check(page)
    page.unroute("**/observation/")
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect(page.locator("#kept")).to_contain_text("Kept at")
    assert observation.scores.get(position=1).words == "重新打开之前写的"


def is_post(route):
    return route.request.method == "POST"


def continues(route):
    route.continue_()


@everywhere
def test_two_windows_on_one_form_show_each_other_what_they_hold(open_as, take, colleague):
    observation = ObservationFactory(take=take, observer=colleague)
    older, newer = open_as(colleague), open_as(colleague)
    for page in (older, newer):
        page.watched.expect("422")
        page.goto(f"/takes/{take.pk}/observation/")
    newer.locator("[name=level_0][value='5']").check()
    newer.locator("[name=words_0]").fill("后来写的")
    newer.locator("[name=words_1]").click()
    expect(newer.locator("#kept")).not_to_be_empty()
    older.locator("[name=words_1]").fill("先打开的窗口")
    expect(older.locator("[name=words_0]")).to_have_value("后来写的")
    expect(older.locator("[name=level_0][value='5']")).to_be_checked()

    newer.locator("[name=words_1]").fill("两边都写")
    expect(newer.locator(".overtaken dd")).to_have_text(["先打开的窗口", "两边都写"])
    check(newer)
    newer.locator("[data-leave]").click()
    expect(newer.locator("[name=words_1]")).to_have_value("先打开的窗口")
    expect(newer.locator(".overtaken")).to_have_count(0)
    newer.locator("[name=words_1]").fill("新窗口再写")
    newer.locator("[name=words_0]").click()
    older.locator("[name=words_1]").fill("先打开的窗口不让")
    older.locator(".overtaken [name=over]").click()
    expect(older.locator(".overtaken")).to_have_count(0)
    expect(older.locator("[name=words_1]")).to_have_value("先打开的窗口不让")
    assert [score.words for score in observation.scores.all()] == ["后来写的", "先打开的窗口不让"]
