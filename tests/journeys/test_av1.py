"""A lesson that many watch is there in two codecs, and each browser gets the one that it plays."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lessons.enums import Visibility
from moke.media.domain import refining
from moke.media.domain.processing import process
from moke.media.domain.recording import receive_file
from moke.media.domain.refining import refine
from moke.media.files import file_path, recordings_storage
from moke.media.fmp4 import read_fragments
from moke.media.models import Refinement
from tests.clips import make_clip
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.journeys.steps import expect_playing

FILE = re.compile(r"/media/recordings/.+/(?P<name>[\w-]+)\.mp4$")
KNOWS_NO_AV1 = """() => {
  const knows = MediaSource.isTypeSupported.bind(MediaSource);
  MediaSource.isTypeSupported = (type) => !type.includes("av01") && knows(type);
  const asked = navigator.mediaCapabilities.decodingInfo.bind(navigator.mediaCapabilities);
  navigator.mediaCapabilities.decodingInfo = async (picture) =>
    ({ ...(await asked(picture)), supported: !picture.video.contentType.includes("av01") });
}"""
KEEPS_NOT_UP = """() => {
  navigator.mediaCapabilities.decodingInfo = async () => ({ supported: true, smooth: false });
}"""
QUALITIES = "[data-quality] option:not(:first-child)"


@pytest.fixture
def recording(teacher, tmp_path, settings, monkeypatch):
    """A recording in two sizes, each in H.264 and in AV1, though this clip gains nothing by it."""
    monkeypatch.setattr(refining, "without_dear_twins", lambda before, made, folder: made)
    settings.MOKE_AV1 = True
    lesson = LessonPageFactory(
        author=teacher,
        school=teacher.memberships.get().school,
        visibility=Visibility.SCHOOL,
    )
    recording = TakeFactory(lesson=lesson).recording
    clip = make_clip(tmp_path / "clip.mp4", seconds=9, size="640x480", options=("-g", "250"))
    receive_file(
        recording=recording, path=clip, original_name="课.mp4", size_bytes=clip.stat().st_size
    )
    process(recording=recording)
    recording.refresh_from_db()
    Refinement.objects.create(recording=recording)
    refine(recording=recording)
    recording.refresh_from_db()
    names = sorted(recording.renditions.values_list("name", flat=True))
    assert names == ["360", "360-av1", "480", "480-av1"]
    return recording


@pytest.fixture
def watch(open_as, colleague, recording):
    """Watch in a browser of one's own, in which a script ran first; return what it fetched."""

    def watch_after(script="() => {}"):
        page, fetched = open_as(colleague), set()
        page.on("request", lambda request: fetched.update(FILE.findall(request.url)))
        page.add_init_script(f"({script})()")
        page.goto(f"/lessons/{recording.take.lesson_id}/")
        page.wait_for_function("() => document.querySelector('video')?.readyState >= 2")
        page.locator("moke-player").evaluate("player => player.play()")
        expect_playing(page, beyond_s=3)
        expect(page.locator(QUALITIES)).to_have_text(["480p", "360p"])
        return fetched

    return watch_after


def test_each_browser_gets_the_codec_that_it_plays(watch, recording):
    assert watch() in [{"360-av1"}, {"480-av1"}, {"360-av1", "480-av1"}]
    for script in (KNOWS_NO_AV1, KEEPS_NOT_UP):
        assert watch(script) in [{"360"}, {"480"}, {"360", "480"}]


def test_browser_whose_decoder_fails_goes_on_in_h264(watch, recording):
    for name in ("360-av1.mp4", "480-av1.mp4"):
        spoil(recording, name)
    fetched = watch()
    assert {name.endswith("-av1") for name in fetched} == {True, False}


def spoil(recording, name):
    """Overwrite all pictures and sounds of a rung; its boxes stay."""
    attempt = recording.published_attempt
    stored = file_path(key=recording.key, attempt=attempt, name=name)
    path = Path(recordings_storage().path(stored))
    with path.open("r+b") as file:
        for segment in read_fragments(path).segments:
            file.seek(segment.offset_bytes)
            data = file.read(segment.size_bytes)
            begin = data.index(b"mdat") + 4
            file.seek(segment.offset_bytes + begin)
            file.write(b"\xff" * (len(data) - begin))
