"""Stepping by single pictures, at rates that are not the usual 25 a second."""

import pytest

from moke.media.domain.processing import process
from moke.media.domain.recording import receive_file
from tests.clips import make_clip
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.journeys.conftest import ONE_RUNG
from tests.journeys.steps import expect_room

SHOWN = """() => { window.shown = []; const video = document.querySelector("video");
    const watch = () => video.requestVideoFrameCallback((_now, { mediaTime }) => {
        window.shown.push(mediaTime); watch(); });
    watch(); }"""
HAS_SHOWN = "(number) => window.shown.length >= number"
LEARNED = "(s) => Math.abs(document.querySelector('moke-player').pictures.lengthS - s) < 0.001"


def film(recording, clip):
    size_bytes = clip.stat().st_size
    receive_file(recording=recording, path=clip, original_name=clip.name, size_bytes=size_bytes)
    process(recording=recording)


@pytest.mark.parametrize("rate", [15, 30])
def test_a_step_is_one_picture(open_as, teacher, tmp_path, rate):
    lesson = LessonPageFactory(author=teacher, school=teacher.memberships.get().school)
    take = TakeFactory(lesson=lesson)
    film(
        take.recording, make_clip(tmp_path / "clip.mp4", seconds=20, size=ONE_RUNG, rate=str(rate))
    )
    page = open_as(teacher)
    page.goto(f"/takes/{take.pk}/room/")
    expect_room(page)
    page.keyboard.press("k")
    page.wait_for_function(LEARNED, arg=1 / rate)
    page.keyboard.press("k")
    page.wait_for_function("() => document.querySelector('video').paused")
    page.wait_for_timeout(300)
    start = page.evaluate("() => document.querySelector('moke-player').pictures.shownS")
    page.evaluate(SHOWN)
    for number, key in enumerate((".", ".", ".", ",", ","), 1):
        page.keyboard.press(key)
        page.wait_for_function(HAS_SHOWN, arg=number)
    shown = page.evaluate("() => window.shown")
    assert [round((moment - start) * rate) for moment in shown] == [1, 2, 3, 2, 1]
