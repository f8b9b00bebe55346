"""What operators run on files, without a database."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from moke.media.copying import Hindrance
from moke.media.enums import Problem
from tests.clips import digest_of_picture, make_clip

LOW = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "36", "-pix_fmt", "yuv420p")
COLOURS = (
    "its colours are brought from BT.601 in limited range, which its file does not say, to BT.709"
    " in limited range"
)


@pytest.fixture
def clip(tmp_path):
    return make_clip(
        tmp_path / "a.mp4", seconds=9, size="854x480", rate="30", codec=LOW, options=("-g", "60")
    )


def said_by(*arguments):
    said = StringIO()
    call_command(*arguments, stdout=said)
    return said.getvalue().splitlines()


def test_plan_video_says_what_would_be_done_and_why(clip):
    said = [re.sub(r"[\d.]+ (MB|kbit)", r"N \1", line) for line in said_by("plan_video", clip)]
    assert said == [
        "9.0 s, beginning at 0.000 s",
        "picture: h264 High yuv420p, 854×480, 30.00 frames/s",
        "sound: aac, 1 ch, 48000 Hz",
        "",
        "480: 854×480, copied: every browser plays it, at most N kbit/s",
        "360: 640×360, H.264, at most N kbit/s",
        COLOURS,
        "3 segments, which follow the keyframes of the copied picture",
        "3 chunks, each about 3 s",
        "each needs up to N MB of the file, besides its index",
        "sound: AAC, 1 ch, N kbit/s, at −18 LUFS",
        "about N MB of room are wanted while it is made",
    ]
    assert said_by("plan_video", clip, "--level", "showcase")[4:10] == [
        "480: 854×480, H.264, at most 1400 kbit/s",
        "360: 640×360, H.264, at most 800 kbit/s",
        f"the file's own picture is not copied: {Hindrance.MANY_VIEWERS}",
        COLOURS,
        "3 segments of about 4 s",
        "3 chunks, each about 3 s",
    ]
    assert said_by("plan_video", clip, "--level", "showcase", "--av1")[6:9] == [
        "480-av1: 854×480, AV1, at most 840 kbit/s",
        "360-av1: 640×360, AV1, at most 480 kbit/s",
        "in AV1, too: who watches with a browser that knows it fetches fewer bytes",
    ]


@pytest.mark.parametrize("options", [("-g", "300"), ("-g", "30", "-x264-params", "open-gop=1")])
def test_plan_video_knows_keyframes_that_no_segment_can_begin_with(tmp_path, options):
    clip = make_clip(
        tmp_path / "a.mp4", seconds=14, size="854x480", rate="30", codec=LOW, options=options
    )
    said = said_by("plan_video", clip)
    assert said[4:7] == [
        "480: 854×480, H.264, at most 1400 kbit/s",
        "360: 640×360, H.264, at most 800 kbit/s",
        f"the file's own picture is not copied: {Hindrance.KEYFRAMES}",
    ]
    call_command("encode_video", clip, tmp_path / "made", stdout=StringIO())
    assert digest_of_picture(tmp_path / "made/480.mp4") != digest_of_picture(clip)


def test_encode_video_leaves_a_set_and_what_it_cost(clip, tmp_path):
    folder = tmp_path / "made"
    call_command("encode_video", clip, folder, "--workers", "1", stdout=StringIO())
    assert sorted(path.name for path in folder.iterdir()) == [
        "360.m3u8", "360.mp4", "480.m3u8", "480.mp4", "master.m3u8", "poster.jpg", "report.json",
        "sprites.jpg", "sprites.vtt", "waveform.svg",
    ]  # fmt: skip
    report = json.loads((folder / "report.json").read_text())
    assert report["renditions"] == {
        name: (folder / f"{name}.mp4").stat().st_size for name in ("480", "360")
    }
    assert (report["level"], report["duration_s"], report["warning"]) == ("everyday", 9.0, "")
    assert 0 < report["own_cpu_s"] < report["cpu_s"]
    assert report["peak_memory_bytes"] > 0


def test_encode_video_keeps_the_files_own_picture_at_the_showcase_level(clip, tmp_path):
    folder = tmp_path / "made"
    told = ("--level", "showcase", "--keep-top")
    call_command("encode_video", clip, folder, *told, stdout=StringIO())
    assert json.loads((folder / "report.json").read_text())["level"] == "showcase"
    assert digest_of_picture(folder / "480.mp4") == digest_of_picture(clip)


@pytest.mark.parametrize("command", [["plan_video"], ["encode_video", "made"]])
def test_commands_say_what_is_wrong_with_a_file(tmp_path, command):
    text = tmp_path / "a.mp4"
    text.write_text("not a video")
    name, *folders = command
    folders = [tmp_path / folder for folder in folders]
    with pytest.raises(CommandError, match="There is no file"):
        call_command(name, tmp_path / "nowhere.mp4", *folders)
    with pytest.raises(CommandError, match=str(Problem.NOT_VIDEO.label)):
        call_command(name, text, *folders)


def test_encode_video_does_not_mix_its_files_with_others(clip, tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "letter.txt").write_text("mine")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("encode_video", clip, tmp_path / "made")
