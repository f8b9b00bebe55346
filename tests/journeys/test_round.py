"""A round in which each writes alone first, and that is closed while somebody types."""

import pytest
from playwright.sync_api import expect

from lessons.domain.invitation import withdraw_invitation
from lessons.enums import Visibility
from lessons.models import LessonPage
from research.domain.comment import write_comment
from research.enums import CommentKind
from tests.factories.lessons import InvitationFactory
from tests.factories.research import ObservationFactory
from tests.journeys.pages import check, everywhere

TYPED = "写到一半"


def set_blind(page, take):
    page.goto(f"/takes/{take.pk}/")
    page.locator("#round-form [name=is_blind]").check()
    page.locator("#round-form [type=submit]").click()
    expect(page.locator("#round-form [name=is_blind]")).to_be_checked()
    check(page)


def enter(page, take):
    page.goto(f"/takes/{take.pk}/room/")
    page.wait_for_function("() => document.querySelector('moke-room')?.news")


@everywhere
def test_each_writes_alone_first_and_a_closed_round_keeps_what_is_typed(
    open_as, take, teacher, colleague
):
    other = InvitationFactory(take=take).person
    kind = CommentKind.HIGHLIGHT
    write_comment(take=take, author=other, kind=kind, start_ms=5_000, body="别人写的。")
    author, reviewer = open_as(teacher), open_as(colleague)
    set_blind(author, take)

    enter(reviewer, take)
    expect(reviewer.locator("#blind")).to_be_visible()
    expect(reviewer.locator("#notes > .note")).to_have_count(0)
    check(reviewer)
    reviewer.locator("#composer textarea").fill("自己写的。")
    reviewer.locator("#composer [type=submit]").click()
    expect(reviewer.locator("#notes > .note")).to_have_count(1)

    author.locator("#round-close summary").click()
    author.locator("#round-close [type=submit]").click()
    expect(author.locator("#round-reopen")).to_be_visible()
    check(author)

    reviewer.watched.expect("422")
    reviewer.locator("#composer textarea").fill(TYPED)
    reviewer.locator("#composer [type=submit]").click()
    expect(reviewer.locator("#composer")).to_contain_text(teacher.name)
    expect(reviewer.locator("#composer textarea")).to_have_value(TYPED)
    reviewer.reload()
    expect(reviewer.locator("#closed")).to_be_visible()
    expect(reviewer.locator("#composer")).to_have_count(0)
    expect(reviewer.locator("#notes > .note")).to_have_count(2)
    check(reviewer)

    author.locator("#round-reopen [type=submit]").click()
    expect(author.locator("#round-form")).to_be_visible()
    enter(reviewer, take)
    expect(reviewer.locator("#composer textarea")).to_have_value(TYPED)


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_who_is_asked_no_more_is_told_so_and_keeps_what_is_typed(open_as, take, colleague):
    ObservationFactory(take=take, observer=colleague)
    reviewer, observer = open_as(colleague), open_as(colleague)
    enter(reviewer, take)
    reviewer.locator("#composer textarea").fill(TYPED)
    observer.goto(f"/takes/{take.pk}/observation/")
    LessonPage.objects.filter(pk=take.lesson_id).update(visibility=Visibility.DRAFT)
    withdraw_invitation(invitation=take.invitations.get())
    said = "no longer open to you"
    for page, words, place in (
        (reviewer, "#composer textarea", "#composer .trouble"),
        (observer, "[name=words_0]", "#messages"),
    ):
        page.watched.expect("404")
        page.watched.expect("403")
        page.locator(words).fill(TYPED)
        if page is reviewer:
            page.locator("#composer [type=submit]").click()
        expect(page.locator(place)).to_contain_text(said)
        expect(page.locator(words)).to_have_value(TYPED)
