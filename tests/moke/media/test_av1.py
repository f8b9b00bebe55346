"""Rungs in AV1 beside those in H.264: real files, and what players are told of them."""

import re

import pytest

from moke.media import av1
from moke.media.av1 import has_av1_encoder, with_av1_as_set
from moke.media.checks import check_av1
from moke.media.fmp4 import read_fragments, video_codec
from moke.media.plan import LEVELS_OF_SETS, Level, plan_encodes, with_av1
from moke.media.probe import probe
from moke.media.rungs import Published, starts_in, without_dear_twins
from moke.media.sandbox import Outcome
from moke.media.transcode import Encoded, MadeRendition, encode
from moke.media.verify import verify
from tests.clips import make_clip, make_numbered_clip, numbers_of
from tests.moke.media.test_plan import PROBE

STREAM = re.compile(r'CODECS="([^"]+)",RESOLUTION=(\S+)\n(\S+)')


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "set"
    made.mkdir()
    return made


def test_twins_show_the_same_pictures_in_the_same_segments(tmp_path, folder):
    """Those of the file's own picture, whose keyframes lie as its camera liked."""
    source = make_numbered_clip(tmp_path / "a.mp4", seconds=8, size="2100x420", gop=75)
    encoded = encode(source, folder, plan=with_av1(plan_encodes(probe(source))))
    verify(encoded, folder)
    assert [made.name for made in encoded.renditions] == ["420", "360", "420-av1", "360-av1"]
    for name in ("420", "420-av1", "360-av1"):
        file = folder / f"{name}.mp4"
        assert starts_in((folder / f"{name}.m3u8").read_text()) == pytest.approx([0, 6])
        assert numbers_of(file) == list(range(8 * 25))
    assert read_fragments(folder / "360-av1.mp4").starts_s == pytest.approx([0, 6])
    assert STREAM.findall((folder / "master.m3u8").read_text()) == [
        ("avc1.64001f,mp4a.40.2", "1800x360", "360.m3u8"),
        ("avc1.42c01f,mp4a.40.2", "2100x420", "420.m3u8"),
        ("av01.0.04M.08,mp4a.40.2", "1800x360", "360-av1.m3u8"),
        ("av01.0.05M.08,mp4a.40.2", "2100x420", "420-av1.m3u8"),
    ]


def set_of(tmp_path, source, number):
    """The names of files in a set for many viewers, each with its bytes."""
    folder = tmp_path / f"set-{number}"
    folder.mkdir()
    encode(source, folder, plan=with_av1(plan_encodes(probe(source), Level.SHOWCASE)))
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_twins_are_the_same_whoever_makes_them(tmp_path):
    source = make_clip(tmp_path / "a.mp4", seconds=9, size="320x240", sound=False)
    assert set_of(tmp_path, source, 1) == set_of(tmp_path, source, 2)


def test_slides_are_made_in_av1_too(tmp_path):
    source = make_clip(tmp_path / "a.mp4", seconds=10, rate="1/3", size="96x64")
    assert {"64.mp4", "64-av1.mp4"} <= set(set_of(tmp_path, source, 1))


def record_of(*, profile=0, level=8, flags=0x0C):
    """A sample entry that holds an av1C box."""
    body = bytes([0x81, profile << 5 | level, flags, 0])
    return b"\0" * 8 + b"\0\0\0\x0cav1C" + body


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({}, "av01.0.08M.08"),
        ({"level": 13, "flags": 0x8C}, "av01.0.13H.08"),
        ({"flags": 0x4C}, "av01.0.08M.10"),
        ({"profile": 2, "flags": 0x6C}, "av01.2.08M.12"),
        ({"profile": 2, "flags": 0x4C}, "av01.2.08M.10"),
    ],
)
def test_codec_is_named_as_browsers_ask_for_it(facts, name):
    assert video_codec(record_of(**facts)) == name


@pytest.mark.parametrize("said", ["", " V....D libaom-av1  libaom AV1"])
def test_ffmpeg_without_the_encoder_makes_none_and_check_says_so(settings, monkeypatch, said):
    settings.MOKE_AV1 = True
    monkeypatch.setattr(av1, "run", lambda *args: Outcome(0, said, ""))
    has_av1_encoder.cache_clear()
    plan = plan_encodes(PROBE, Level.SHOWCASE)
    assert with_av1_as_set(plan) == plan
    assert [warning.id for warning in check_av1()] == ["moke.W005"]
    has_av1_encoder.cache_clear()


def test_only_what_many_watch_is_in_av1_and_only_where_that_is_set(settings):
    everyday, showcase = (plan_encodes(PROBE, level) for level in LEVELS_OF_SETS)
    assert (with_av1_as_set(showcase), check_av1()) == (showcase, [])
    settings.MOKE_AV1 = True
    assert (with_av1_as_set(showcase), check_av1()) == (with_av1(showcase), [])
    assert with_av1_as_set(everyday) == everyday


def rung(name, size_bytes, codecs="avc1"):
    return MadeRendition(name, 2, 2, 1, codecs, size_bytes, duration_s=8.0)


@pytest.mark.parametrize(
    ("published", "twin", "stays"), [(9, 7, True), (9, 8, False), (6, 7, False)]
)
def test_twins_that_cost_as_much_as_others_are_left_out(tmp_path, published, twin, stays):
    master = "#EXT-X-STREAM-INF:A\n2.m3u8\n"
    with_twin = master + "#EXT-X-STREAM-INF:B\n2-av1.m3u8\n"
    (tmp_path / "master.m3u8").write_text(with_twin)
    for name in ("2-av1.mp4", "2-av1.m3u8"):
        (tmp_path / name).touch()
    renditions = (rung("2", 8), rung("2-av1", twin, "av01"))
    made = Encoded(8.0, 2, 2, "", renditions, has_sound=False, is_whole=True)
    left = without_dear_twins(Published((rung("2", published),), {}), made, tmp_path)
    assert (tmp_path / "master.m3u8").read_text() == (with_twin if stays else master)
    assert (tmp_path / "2-av1.mp4").exists() == stays
    assert left.renditions == (renditions if stays else renditions[:1])
