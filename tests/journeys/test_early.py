"""A recording that no browser plays as it lies is watched while its set is still made."""

import pytest
from playwright.sync_api import expect

from tests.clips import make_clip
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.journeys.steps import ENCODING_PATIENCE_MS, choose_recording, expect_playing

FILM_S = 60
FOREIGN = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv444p", "-g", "25")


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """Small, and of so many frames that its encode takes a while."""
    path = tmp_path_factory.mktemp("early") / "课堂.mp4"
    return make_clip(path, seconds=FILM_S, size="1280x720", codec=FOREIGN)


def test_teacher_watches_while_the_better_picture_is_made(open_as, product, teacher, film):
    lesson = LessonPageFactory(author=teacher, school=teacher.memberships.get().school)
    take = TakeFactory(lesson=lesson)
    product.work()
    page = open_as(teacher)
    page.goto(f"/takes/{take.pk}/")
    choose_recording(page, film)
    watch = page.locator("moke-progress [data-offer] a")
    expect(watch).to_be_visible(timeout=ENCODING_PATIENCE_MS)
    expect(page.locator("[data-state=ready]")).to_have_count(0)
    watch.click()
    page.wait_for_function("() => document.querySelector('video')?.readyState >= 2")
    page.locator("moke-player .player-bar media-play-button").click()
    expect_playing(page, beyond_s=1)
    expect(page.locator(".player-early")).to_be_visible()
