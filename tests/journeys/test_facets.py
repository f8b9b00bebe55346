"""Tags and facets: a comment is tagged, and the room narrowed down to it and to what is like it."""

import re

import pytest
from playwright.sync_api import expect

from lessons.enums import Visibility
from research.domain.comment import write_comment
from research.enums import CommentKind
from research.models import Tag
from research.models.tag import MOST_OFFERED
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.research import PhaseMarkFactory, TagFactory
from tests.journeys.pages import find_barriers, is_wider_than_its_window, on_every_device


@pytest.fixture
def tag():
    """One of as many tags as a district may offer; journeys share a database."""
    Tag.objects.update(is_offered=False)
    return TagFactory.create_batch(MOST_OFFERED)[0]


@pytest.fixture
def take(teacher, colleague, watchable):
    """With two phases, and six comments of two people, each second one a question."""
    lesson = LessonPageFactory(
        author=teacher, school=teacher.memberships.get().school, visibility=Visibility.SCHOOL
    )
    take = TakeFactory(lesson=lesson)
    watchable(take.recording)
    InvitationFactory(take=take, person=colleague)
    for position, start_ms in enumerate((0, 20_000)):
        PhaseMarkFactory(take=take, position=position, start_ms=start_ms)
    for n in range(6):
        write_comment(
            take=take,
            author=colleague if n < 4 else InvitationFactory(take=take).person,
            kind=CommentKind.QUESTION if n % 2 else CommentKind.HIGHLIGHT,
            start_ms=n * 5_000,
            body=f"第{n}条。",
        )
    return take


@on_every_device
def test_room_narrows_down_and_its_address_says_so(open_as, take, colleague, tag):
    page = open_as(colleague)
    page.goto(f"/takes/{take.pk}/room/")
    notes, facets = page.locator("#notes > .note"), page.locator("#facets")
    expect(facets.locator("[type=submit]")).to_be_hidden()
    page.locator("#composer textarea").fill("这里可以再等一等。")
    page.locator(f"#composer .tag-choice label:has([value='{tag.pk}'])").click()
    page.locator("#composer [type=submit]").click()
    expect(notes).to_have_count(7)
    assert [t.tag for t in take.comments.get(body="这里可以再等一等。").comment_tags.all()] == [tag]
    facets.locator("summary").click()
    facets.locator("[name=kind]").select_option("question")
    expect(notes).to_have_count(3)
    expect(facets.locator("output")).to_have_text(re.compile("3.*7"))
    expect(page.locator("#markers button")).to_have_count(3)
    facets.locator("[name=by]").select_option(str(colleague.pk))
    facets.locator("[name=phase]").select_option("1")
    expect(notes).to_have_count(2)
    expect(page.locator("[data-filter=all] b")).to_have_text("2")
    assert (find_barriers(page), is_wider_than_its_window(page)) == ([], False)
    page.reload()
    expect(facets.locator("[type=submit]")).to_be_hidden()
    expect(notes).to_have_count(2)
    facets.locator("[data-clear]").click()
    facets.locator("[name=tag]").select_option(str(tag.pk))
    expect(notes).to_have_count(1)
    expect(notes.locator(".tags li")).to_have_text([tag.name_en])
