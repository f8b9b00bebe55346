"""What can be watched before anything of the set is encoded, against ffmpeg itself."""

import subprocess
from dataclasses import replace
from fractions import Fraction

import pytest

from moke.media.blur import Blur
from moke.media.early import make_early, plan_early
from moke.media.plan import plan_encodes
from moke.media.probe import probe
from moke.media.problems import EncodeError
from moke.media.verify import verify
from tests.clips import digest_of_picture, make_clip, make_rotated_clip
from tests.moke.media.test_plan import AUDIO, PROBE, VIDEO, WEB, WEB_VIDEO

LOW = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "36", "-pix_fmt", "yuv420p")
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none")


def ways(found, plan=None):
    made = plan_early(found, plan or plan_encodes(found))
    return [(early.rung.name, early.is_wrapped, early.wraps_sound) for early in made]


def make(source, folder, *, at=0):
    """Make the early set of a file in the first of the ways, or a later one."""
    found = probe(source)
    plan = plan_encodes(found)
    folder.mkdir()
    encoded = make_early(plan, plan_early(found, plan)[at], source, folder, lambda done: None)
    verify(encoded, folder)
    return encoded


def frames_in(path):
    command = ["ffprobe", "-v", "error", "-select_streams", "v", "-count_packets"]
    command += ["-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", path]
    return int(subprocess.check_output(command, text=True).strip().strip(","))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"as_seen": False},
        {"bits_per_s": 17_000_000},
        {"width": 3840, "height": 2160},
        {"fps": Fraction(20), "tick_rate": Fraction(30)},
    ],
)
def test_picture_that_every_browser_knows_is_wrapped(changes):
    found = replace(WEB, video=replace(WEB_VIDEO, **changes), has_index=False)
    name = str(min(found.video.width, found.video.height))
    assert ways(found) == [(name, True, True), ("360", False, True)]


@pytest.mark.parametrize(
    "changes",
    [
        {"codec": "hevc"},
        {"profile": "High 10"},
        {"interlaced": True},
        {"hdr": True},
        {"fps": Fraction(120)},
        {"bits_per_s": 40_000_000},
        {"bits_per_s": 0},
    ],
)
def test_any_other_picture_is_glimpsed(changes):
    found = replace(WEB, video=replace(WEB_VIDEO, **changes))
    assert ways(found) == [("360", False, True)]


def test_sound_that_not_every_browser_plays_is_encoded_early():
    assert ways(replace(WEB, audio=AUDIO))[0] == ("1080", True, False)
    assert ways(replace(WEB, audio=None))[0] == ("1080", True, True)


def test_nothing_is_made_early_of_sound_alone_or_of_what_shall_not_be_seen():
    assert ways(replace(PROBE, video=None)) == []
    plan = plan_encodes(WEB)
    box = Blur(0, 1, 0.1, 0.1, 0.2, 0.2)
    for edited in (
        replace(plan, blurs=(box,)),
        replace(plan, skip_s=1.0),
        replace(plan, is_cut_short=True),
    ):
        assert ways(WEB, edited) == []
    assert ways(replace(PROBE, video=VIDEO)) == [("360", False, False)]


@pytest.mark.parametrize("ending", ["mp4", "mkv", "ts"])
def test_wrapped_picture_is_the_files_own(tmp_path, ending):
    source = make_clip(
        tmp_path / f"a.{ending}", seconds=9, codec=LOW, options=("-g", "250", "-c:a", "aac")
    )
    encoded = make(source, tmp_path / "set")
    assert [made.name for made in encoded.renditions] == ["240"]
    assert (encoded.is_whole, encoded.warning) == (False, "")
    assert frames_in(tmp_path / "set/240.mp4") == 225
    if ending == "mp4":
        assert digest_of_picture(tmp_path / "set/240.mp4") == digest_of_picture(source)


def test_wrapped_picture_of_a_phone_stays_upright(tmp_path):
    source = make_rotated_clip(tmp_path / "a.mp4")
    encoded = make(source, tmp_path / "set")
    assert (encoded.width_px, encoded.height_px) == (360, 640)
    assert digest_of_picture(tmp_path / "set/360.mp4") == digest_of_picture(source)


def test_glimpse_has_the_keyframes_and_the_whole_sound(tmp_path):
    codec = (*HEVC[:-1], "log-level=none:keyint=25:bframes=0")
    source = make_clip(tmp_path / "a.mp4", seconds=9, size="854x480", codec=codec)
    encoded = make(source, tmp_path / "set")
    assert [(made.name, made.width_px) for made in encoded.renditions] == [("360", 640)]
    assert frames_in(tmp_path / "set/360.mp4") == 9
    assert round(encoded.duration_s) == 9
    assert (tmp_path / "set/360.m3u8").read_text().count("#EXTINF") == 3


def test_glimpse_has_more_frames_where_keyframes_are_few(tmp_path):
    codec = ("-c:v", "libvpx", "-deadline", "realtime", "-g", "999")
    source = make_clip(tmp_path / "a.webm", seconds=12, codec=codec)
    encoded = make(source, tmp_path / "set")
    assert frames_in(tmp_path / "set/240.mp4") > 200
    assert (round(encoded.duration_s), encoded.has_sound) == (12, True)


def test_picture_whose_segments_need_others_is_not_wrapped(tmp_path):
    options = ("-g", "25", "-x264-params", "open-gop=1")
    source = make_clip(tmp_path / "a.mkv", seconds=5, codec=LOW, options=(*options, "-c:a", "aac"))
    with pytest.raises(EncodeError):
        make(source, tmp_path / "wrapped")
    assert make(source, tmp_path / "glimpsed", at=1).duration_s > 4
