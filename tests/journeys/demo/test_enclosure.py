"""唐雪 says it with a picture and her voice; 林晓燕 sees and hears her, in the record too."""

import time

import pytest
from playwright.sync_api import expect

from research.models import Enclosure
from tests.enclosed import picture_bytes
from tests.journeys.demo.people import somebody
from tests.journeys.pages import check
from tests.journeys.steps import expect_room
from tests.journeys.test_enclosure import HAS_RECORDED, PLAYED, SHOWN, enter, pick

PICTURED = "喜鹊的评价卡"


@pytest.fixture
def words():
    """Said anew at each try: the demo district keeps what was said before."""
    return f"卡片可以这样画，听我读第 {time.time_ns()} 遍。"


def test_picture_and_voice_are_seen_and_heard_by_another(tree, take, open_as, words):
    author = open_as(somebody("林晓燕"))
    author.goto(f"/takes/{take.pk}/room/")
    expect_room(author)
    send(open_as(somebody("唐雪"), permissions=["microphone"]), take, words)
    note = author.locator(".note", has_text=words)
    see_and_hear(author, note, words)
    check(author)
    author.goto(f"/lessons/{tree.pk}/record/")
    see_and_hear(author, author.locator("#take-2 .said > li", has_text=words), words)
    check(author)


def send(page, take, words):
    """However often the button is pressed, once."""
    composer = enter(page, take)
    composer.locator("textarea").fill(words)
    pick(page, composer, ("card.jpg", picture_bytes(size=(1200, 900))))
    expect(composer.locator(".tray li input")).to_be_focused()
    page.keyboard.type(PICTURED)
    composer.locator("[data-record]").click()
    page.wait_for_function(HAS_RECORDED)
    composer.locator("[data-stop]").click()
    expect(composer.locator("audio")).to_be_visible()
    composer.locator("[type=submit]").dblclick()
    expect(page.locator(".note", has_text=words)).to_have_count(1)
    assert take.comments.filter(body=words).count() == 1


def see_and_hear(page, said, words):
    picture, voice = said.locator(".enclosed img"), said.locator(".enclosed audio")
    expect(picture).to_have_attribute("alt", PICTURED)
    picture.scroll_into_view_if_needed()
    page.wait_for_function(SHOWN, arg=picture.element_handle())
    kept = Enclosure.objects.get(comment__body=words, kind="voice")
    assert voice.evaluate(PLAYED) == pytest.approx(kept.duration_ms / 1000, abs=0.1)
