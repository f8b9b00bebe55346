"""An author puts the film of a better camera in place; what colleagues said stays at its moment."""

import pytest
from playwright.sync_api import expect

from moke.media.models import Recording
from research.models import Comment
from tests.clips import make_clip
from tests.factories.research import CommentFactory
from tests.journeys.pages import everywhere, find_barriers, is_wider_than_its_window
from tests.journeys.steps import choose_recording, expect_playing, expect_room

PATIENCE_MS = 120_000
NOW = "(at) => document.querySelector('moke-player').currentTime === at"
HEIGHT = "() => document.querySelector('moke-player video').videoHeight"


@pytest.fixture(scope="module")
def better(tmp_path_factory):
    """Filmed by a camera that was switched on later: half a minute, of another height."""
    folder = tmp_path_factory.mktemp("better")
    return make_clip(folder / "better.mp4", seconds=30, size="426x240", rate="15")


@everywhere
def test_better_film_takes_the_place_of_the_old_one(open_as, product, take, colleague, better):
    early = CommentFactory(take=take, author=colleague, start_ms=2000)
    late = CommentFactory(take=take, author=colleague, start_ms=20_000)
    product.work()
    page = open_as(take.lesson.author)
    page.goto(f"/takes/{take.pk}/")
    page.locator("#replace-recording").click()
    expect(page.locator(".replacement-hanging li").first).to_contain_text("2")
    page.wait_for_load_state()
    choose_recording(page, better)
    choose(page)
    expect(page.locator("#foreseen li").first).to_contain_text("1")
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)
    assert Recording.objects.get(pk=take.recording_id).height_px == 360
    page.locator("#replacement-confirm .primary").click()
    expect(page.locator("#edit-state a")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".replacement-now")).to_contain_text("better.mp4")
    assert find_barriers(page) == []
    moments = dict(Comment.objects.filter(take=take).values_list("pk", "start_ms"))
    assert moments == {early.pk: 0, late.pk: 15_000}
    page.goto(f"/takes/{take.pk}/room/?t=20&zero=0")
    page.wait_for_function(NOW, arg=15)
    expect_room(page)
    expect(page.locator(f"#comment-{late.pk}")).to_contain_text("0:15")
    assert page.evaluate(HEIGHT) == 240
    page.locator(".player-bar media-play-button").click()
    expect_playing(page, beyond_s=15.2)


def choose(page):
    """Wait until the new film was looked at, say that it begins later, ask what will happen."""
    form = page.locator("#replacement-form")
    expect(form).to_be_visible(timeout=PATIENCE_MS)
    form.locator("[name=begins]").select_option("later")
    form.locator("[name=offset]").fill("0:05")
    form.locator("[type=submit]").click()
