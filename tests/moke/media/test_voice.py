"""Voice notes: what people send becomes one AAC file, or is refused."""

import pytest

from moke.media.enums import Problem
from moke.media.probe import inspect
from moke.media.problems import ProbeError
from moke.media.voice import make_voice
from tests.clips import make_clip, make_png

SENT = {
    "voice.webm": ("-c:a", "libopus"),
    "voice.ogg": ("-c:a", "libopus"),
    "voice.m4a": ("-c:a", "aac"),
    "voice.mp3": (),
    "voice.wav": (),
}


def make(source, *, most_s=10):
    return make_voice(source, source.with_name("made.m4a"), most_s=most_s)


@pytest.mark.parametrize("name", SENT)
def test_voice_of_any_browser_becomes_aac(tmp_path, name):
    source = make_clip(tmp_path / name, size=None, seconds=2, options=SENT[name])
    assert round(make(source), 1) == pytest.approx(2, abs=0.1)
    made = inspect(tmp_path / "made.m4a")
    assert (made.video, made.audio.codec, made.audio.channels) == (None, "aac", 1)
    assert (tmp_path / "made.m4a").read_bytes().find(b"moov") < 100


def test_sound_that_does_not_say_how_long_it_is_is_measured(tmp_path):
    """As recorders of browsers write it: into a stream, without going back to its head."""
    options = ("-c:a", "libopus", "-f", "webm", "-live", "1")
    source = make_clip(tmp_path / "live", size=None, seconds=3, options=options)
    assert make(source) == pytest.approx(3, abs=0.1)


def test_length_is_held_whatever_the_file_says(tmp_path):
    source = make_clip(tmp_path / "voice.mp3", size=None, seconds=6)
    with pytest.raises(ProbeError) as refused:
        make(source, most_s=3)
    assert refused.value.problem == Problem.TOO_LONG


def test_hardly_any_sound_is_none(tmp_path):
    source = make_clip(tmp_path / "voice.wav", size=None, seconds=0.2)
    with pytest.raises(ProbeError) as refused:
        make(source)
    assert refused.value.problem == Problem.TOO_SHORT


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (b"no sound at all" * 99, Problem.NOT_VIDEO),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", Problem.PLAYLIST),
        (b"ffconcat version 1.0\nfile other.wav\n", Problem.PLAYLIST),
    ],
)
def test_what_is_no_sound_is_refused(tmp_path, content, problem):
    source = tmp_path / "voice.mp3"
    source.write_bytes(content)
    with pytest.raises(ProbeError) as refused:
        make(source)
    assert refused.value.problem == problem


def test_pictures_moving_or_not_are_refused(tmp_path):
    film = make_clip(tmp_path / "film.mp4")
    still = make_png(tmp_path / "still.mp3", width=9, height=9)
    for source, problem in ((film, Problem.NOT_VIDEO), (still, Problem.PICTURE)):
        with pytest.raises(ProbeError) as refused:
            make(source)
        assert refused.value.problem == problem
