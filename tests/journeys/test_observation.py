"""Observing a take with a form: the author asks for it, a colleague fills it in, both read it."""

from playwright.sync_api import expect

from research.domain.comment import write_comment
from research.enums import CommentKind
from tests.factories.research import ObservationFormFactory
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

    observer.locator("#marking-0 [data-act=now]").click()
    observer.locator("#marking-0 textarea").fill("齐读之后，后排没有跟上。")
    observer.locator("#marking-0 [type=submit]").click()
    expect(observer.locator("#evidence-0 :checked")).to_have_count(1)
    expect(observer.locator("#evidence-1 li")).to_have_count(2)
    expect(observer.locator("#marking-0 textarea")).to_have_value("")
    check(observer)
    observer.locator("[name=level_1][value='3']").check()
    say(take, colleague, CommentKind.QUESTION, "为什么？")
    observer.locator("[name=hand-in]").click()
    expect(observer.locator(".total b")).to_have_text("84.0")
    author.goto(f"/takes/{take.pk}/observations/")
    expect(author.locator(".quoted")).to_have_count(1)
    check(author)


def test_an_observer_chooses_among_forms(open_as, take, colleague):
    forms = [ObservationFormFactory(language="en") for _ in range(2)]
    page = open_as(colleague)
    page.goto(f"/takes/{take.pk}/observation/")
    check(page)
    page.get_by_text(forms[1].name, exact=True).click()
    page.locator("#form-choice [type=submit]").click()
    expect(page.locator("h1")).to_have_text(forms[1].name)
