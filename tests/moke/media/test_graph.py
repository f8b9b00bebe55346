"""The filters against what they are for: each of these fails without its own."""

import re
import subprocess

import pytest

from moke.media.plan import plan_encodes
from moke.media.probe import probe
from moke.media.transcode import encode
from tests.clips import make_clip, run_ffmpeg

SIZE = (320, 240)
WHITE_OF_PAPER = 0.58
"""What PQ writes for the 203 nits of a white sheet (ITU-R BT.2408)."""
LIMITED_DB = 0.5  # codecs overshoot


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "set"
    made.mkdir()
    return made


def make_interlaced_clip(path):
    """A bright bar that moves fast over grey, each line of two at a moment of its own."""
    width, height = SIZE
    picture = f"color=gray:size={width}x{height}:rate=50[g];color=white:size=40x240:rate=50[w];"
    picture += "[g][w]overlay=x='mod(n*7,260)':y=0,tinterlace=interleave_top,format=yuv420p"
    fields = ("-flags", "+ildct+ilme", "-top", "1", "-b:v", "4M")
    run_ffmpeg("-f", "lavfi", "-i", picture, "-t", "2", "-c:v", "mpeg2video", *fields, path)
    return path


def comb_of(path):
    """How much lines differ from their neighbours, beside how much from the next but one."""
    width, height = SIZE
    grey = ("-pix_fmt", "gray", "-f", "rawvideo", "-")
    said = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, *grey], capture_output=True, check=True
    )
    lines = [said.stdout[at : at + width] for at in range(0, len(said.stdout), width)]
    near = far = 1
    for n in range(len(lines) - 2):
        if n % height < height - 2:
            near += sum(abs(a - b) for a, b in zip(lines[n], lines[n + 1], strict=True))
            far += sum(abs(a - b) for a, b in zip(lines[n], lines[n + 2], strict=True))
    return near / far


def test_fields_become_frames(tmp_path, folder):
    source = make_interlaced_clip(tmp_path / "a.mpg")
    assert plan_encodes(probe(source)).picture.deinterlace
    encode(source, folder)
    assert comb_of(source) > 4
    assert comb_of(folder / "240.mp4") < 2


def luma_of(path):
    said = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-frames:v", "1", "-vf", "scale=1:1:flags=area"]
        + ["-pix_fmt", "gray", "-f", "rawvideo", "-"],
        capture_output=True,
        check=True,
    )
    return said.stdout[0]


def test_white_paper_in_hdr_is_neither_grey_nor_glaring(tmp_path, folder):
    signal = round(64 + 876 * WHITE_OF_PAPER)
    tags = "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
    source = make_clip(
        tmp_path / "a.mp4",
        seconds=1,
        filters=f"format=yuv420p10le,geq=lum={signal}:cb=512:cr=512",
        codec=("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", f"log-level=none:{tags}"),
        options=(
            "-color_primaries",
            "bt2020",
            "-color_trc",
            "smpte2084",
            "-colorspace",
            "bt2020nc",
        ),
    )
    encode(source, folder)
    assert 140 < luma_of(folder / "240.mp4") < 200


def peak_db(path):
    said = subprocess.run(
        ["ffmpeg", "-nostdin", "-i", path, "-af", "astats", "-f", "null", "-"],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(re.search(r"Peak level dB: (-?[\d.]+)", said.stderr)[1])


def test_clap_in_a_quiet_lesson_is_not_clipped(tmp_path, folder):
    source = tmp_path / "a.wav"
    clap = "if(between(t,4,4.01),0.9,0.05)"
    run_ffmpeg("-f", "lavfi", "-i", f"aevalsrc='{clap}*sin(2*PI*440*t)':s=48000:d=10", source)
    encode(source, folder)
    assert peak_db(folder / "audio.mp4") < LIMITED_DB
