from fractions import Fraction
from pathlib import Path

import pytest

from moke.media.enums import Problem
from moke.media.probe import probe
from moke.media.problems import ProbeError
from tests.clips import make_clip, make_clip_without_index, make_png, make_rotated_clip, run_ffmpeg

PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{other}\n#EXT-X-ENDLIST\n"
SDP = "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5000 RTP/AVP 96\n"


def problem_of(path: Path) -> Problem:
    with pytest.raises(ProbeError) as caught:
        probe(path)
    return caught.value.problem


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (bytes(range(256)) * 200, Problem.NOT_VIDEO),
        (b"Dear colleagues, " * 500, Problem.NOT_VIDEO),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', Problem.NOT_VIDEO),
        (b'<?xml version="1.0"?><MPD type="static"/>', Problem.PLAYLIST),
        (SDP.encode(), Problem.PLAYLIST),
        (PLAYLIST.format(other="http://example.org/a.ts").encode(), Problem.PLAYLIST),
        (b"\n\n " + PLAYLIST.format(other="file:///etc/passwd").encode(), Problem.PLAYLIST),
        (b"ffconcat version 1.0\nfile other.mp4\n", Problem.PLAYLIST),
        (b"GIF89a" + b"\0" * 100, Problem.PICTURE),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, Problem.PICTURE),
    ],
)
def test_probe_says_what_is_wrong_with_bytes(tmp_path, content, problem):
    path = tmp_path / "lesson.mp4"
    path.write_bytes(content)
    assert problem_of(path) == problem


def test_probe_refuses_a_huge_picture(tmp_path):
    assert problem_of(make_png(tmp_path / "lesson.mp4")) == Problem.PICTURE


def test_probe_sees_that_an_index_is_missing(tmp_path):
    assert problem_of(make_clip_without_index(tmp_path / "lesson.mp4")) == Problem.CUT_OFF


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.avi"])
def test_probe_refuses_a_single_frame(tmp_path, name):
    path = tmp_path / name
    run_ffmpeg("-f", "lavfi", "-i", "testsrc2=rate=1/30", "-frames:v", "1", path)
    assert problem_of(path) == Problem.TOO_SHORT


def test_probe_refuses_less_than_a_second(tmp_path):
    assert problem_of(make_clip(tmp_path / "lesson.mp4", seconds=0.5)) == Problem.TOO_SHORT


def test_probe_refuses_more_than_the_district_allows(tmp_path, settings):
    settings.MOKE_MAX_RECORDING_S = 3600
    path = tmp_path / "lesson.mp4"
    run_ffmpeg("-f", "lavfi", "-i", "color=size=320x240:rate=1/600", "-t", "36000", path)
    assert problem_of(path) == Problem.TOO_LONG


def test_probe_refuses_more_pixels_than_it_can_hold(tmp_path):
    path = tmp_path / "lesson.mkv"
    huge = "color=size=9000x4500:rate=2:duration=1"
    run_ffmpeg("-f", "lavfi", "-i", huge, "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", path)
    assert problem_of(path) == Problem.TOO_LARGE


def test_probe_refuses_subtitles_alone(tmp_path):
    words = tmp_path / "words.srt"
    words.write_text("1\n00:00:00,000 --> 00:00:02,000\nGood morning\n")
    run_ffmpeg("-i", words, tmp_path / "lesson.mkv")
    assert problem_of(tmp_path / "lesson.mkv") == Problem.NO_STREAMS


@pytest.mark.parametrize(
    "trap", ["#EXTM3U\n#EXTINF:2,\n{other}\n", "# x\nffconcat version 1.0\nfile '{other}'\n"]
)
def test_probe_never_opens_the_file_that_a_script_names(tmp_path, trap):
    other = make_clip(tmp_path / "other.mp4")
    path = tmp_path / "lesson.mp4"
    path.write_text(trap.format(other=other.name))
    assert problem_of(path) in {Problem.PLAYLIST, Problem.NOT_VIDEO}


def test_probe_trusts_the_content_over_the_name(tmp_path):
    path = make_clip(tmp_path / "lesson.mkv").rename(tmp_path / "-y.mp4")
    found = probe(path)
    assert (found.duration_is_exact, found.video.width, found.video.height) == (True, 320, 240)
    assert found.video.fps == Fraction(25)
    assert found.audio.rate_hz == 48_000


def test_probe_turns_the_picture_of_a_phone(tmp_path):
    found = probe(make_rotated_clip(tmp_path / "lesson.mp4"))
    assert (found.video.width, found.video.height) == (360, 640)


def test_probe_makes_pixels_square(tmp_path):
    found = probe(make_clip(tmp_path / "a.mkv", size="360x288", filters="setsar=16/11"))
    assert (found.video.width, found.video.height) == (524, 288)


def test_probe_measures_what_does_not_say_how_long_it_is(tmp_path):
    codecs = ("-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus", "-live", "1")
    path = make_clip(tmp_path / "lesson.webm", seconds=3, codec=codecs)
    assert round(probe(path).duration_s) == 3


def test_probe_reads_when_a_phone_began(tmp_path):
    stamps = ("creation_time=2026-11-23T02:40:02Z", "com.android.version=12")
    options = [part for stamp in stamps for part in ("-metadata", stamp)]
    path = make_clip(tmp_path / "a.mp4", options=(*options, "-movflags", "use_metadata_tags"))
    assert [f"{at:%H:%M:%S}" for at in probe(path).possible_starts] == ["02:40:00"]


def test_probe_overlooks_the_cover_of_a_sound_file(tmp_path):
    path = tmp_path / "lesson.mp3"
    cover = ("-frames:v", "1", "-c:v", "mjpeg", "-disposition:v", "attached_pic")
    run_ffmpeg(
        "-f", "lavfi", "-i", "sine", "-f", "lavfi", "-i", "testsrc2", "-t", "2", *cover, path
    )
    assert probe(path).video is None
