"""The picture of how loud a recording is."""

import re

import pytest

from moke.media.transcode import encode
from moke.media.waveform import draw_waveform, measure
from tests.clips import make_clip, run_ffmpeg

HALVES = re.compile(r"v(\d+)")


def heights_in(svg):
    return [int(height) for height in HALVES.findall(svg)]


def test_waveform_stands_in_proportion_to_the_loudest():
    svg = draw_waveform([0.5, 0.25, 0.0])
    assert (heights_in(svg), 'viewBox="0 0 3 100"' in svg) == ([100, 50, 2], True)
    assert 'preserveAspectRatio="none"' in svg


@pytest.mark.parametrize("levels", [[], [0.0, 0.0]])
def test_waveform_of_silence_is_a_line(levels):
    assert set(heights_in(draw_waveform(levels))) == {2}


def test_measure_tells_the_level_of_each_stretch(tmp_path):
    loud_then_soft = r"sine=r=48000,volume='if(lt(t\,5)\,4\,0.4)':eval=frame"
    run_ffmpeg("-f", "lavfi", "-i", loud_then_soft, "-t", "10", tmp_path / "a.wav")
    levels = measure(tmp_path / "a.wav", 48_000, 10)
    assert len(levels) == 400
    assert levels[10] / levels[390] == pytest.approx(10, rel=0.05)


def test_measure_of_what_is_no_sound_is_empty(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    assert measure(tmp_path / "a.wav", 48_000, 10) == []


def test_silent_picture_has_no_waveform(tmp_path):
    folder = tmp_path / "set"
    folder.mkdir()
    encoded = encode(make_clip(tmp_path / "a.mp4", seconds=1, sound=False), folder)
    assert (encoded.has_waveform, (folder / "waveform.svg").exists()) == (False, False)
