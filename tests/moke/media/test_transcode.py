import json
import re
import subprocess
import time

import pytest
from PIL import Image

from moke.media.enums import Problem
from moke.media.problems import EncodeError
from moke.media.sandbox import Limits, OutOfTime, run, run_watched
from moke.media.transcode import encode
from moke.media.verify import verify
from tests.clips import make_clip, make_cut_off_clip, make_rotated_clip, run_ffmpeg

LIMITS = Limits(memory_bytes=2**31, cpu_s=60, wall_s=60, file_bytes=2**20)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "set"
    made.mkdir()
    return made


def streams_of(path):
    answer = subprocess.run(
        ["ffprobe", "-v", "error", "-show_streams", "-of", "json", path],
        check=True,
        capture_output=True,
    )
    return {stream["codec_type"]: stream for stream in json.loads(answer.stdout)["streams"]}


def size_of(path):
    with Image.open(path) as picture:
        return picture.size


def lengths_in(playlist):
    return re.findall(r"#EXTINF:([\d.]+)", playlist.read_text())


def test_encode_makes_a_whole_set_with_aligned_rungs(tmp_path, folder):
    shares = []
    source = make_clip(tmp_path / "a.mp4", seconds=9, size="854x480", rate="30")
    encoded = encode(source, folder, shares.append)
    verify(encoded, folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "360.m3u8", "360.mp4", "480.m3u8", "480.mp4", "master.m3u8",
        "poster.jpg", "sprites.jpg", "sprites.vtt", "waveform.svg",
    ]  # fmt: skip
    assert lengths_in(folder / "480.m3u8") == ["4.000000", "4.000000", "1.000000"]
    assert lengths_in(folder / "360.m3u8") == lengths_in(folder / "480.m3u8")
    assert (encoded.duration_s, encoded.warning) == (9.0, "")
    assert shares == sorted(shares)
    assert shares[-1] > 0.9
    assert size_of(folder / "poster.jpg") == (854, 480)
    assert size_of(folder / "sprites.jpg") == (3 * 160, 90)
    assert (folder / "sprites.vtt").read_text().count("-->") == 3


def test_encode_lets_picture_and_sound_begin_together(tmp_path, folder):
    source = tmp_path / "late.mkv"
    late = ("-itsoffset", "0.7", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25")
    run_ffmpeg(*late, "-f", "lavfi", "-i", "sine", "-t", "3", source)
    verify(encode(source, folder), folder)
    streams = streams_of(folder / "240.mp4")
    starts = [float(streams[kind]["start_time"]) for kind in ("video", "audio")]
    assert abs(starts[0] - starts[1]) <= 0.05
    assert [round(float(streams[kind]["duration"])) for kind in ("video", "audio")] == [3, 3]


def test_encode_keeps_the_times_of_an_uneven_picture(tmp_path, folder):
    uneven = r"select='not(mod(n\,7))+lt(n\,20)'"
    source = make_clip(tmp_path / "a.mkv", seconds=9, filters=uneven, options=("-fps_mode", "vfr"))
    assert round(encode(source, folder).duration_s) == 9
    assert [round(float(length), 1) for length in lengths_in(folder / "240.m3u8")] == [
        4.2,
        3.9,
        0.9,
    ]


def test_encode_counts_sound_that_goes_on_after_the_last_slide(tmp_path, folder):
    encoded = encode(make_clip(tmp_path / "a.mp4", seconds=10, rate="1/3"), folder)
    assert (round(encoded.duration_s), encoded.warning) == (10, "")


def test_encode_of_sound_alone_makes_one_rendition(tmp_path, folder):
    encoded = encode(make_clip(tmp_path / "a.mp3", size=None, seconds=6), folder)
    verify(encoded, folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "audio.m3u8", "audio.mp4", "master.m3u8", "waveform.svg",
    ]  # fmt: skip
    assert [made.codecs for made in encoded.renditions] == ["mp4a.40.2"]
    assert len(lengths_in(folder / "audio.m3u8")) == 2


@pytest.mark.parametrize(
    ("name", "options", "size"),
    [
        ("silent.mp4", {"sound": False}, (320, 240)),
        ("odd.mkv", {"size": "427x241", "codec": ("-c:v", "ffv1")}, (426, 240)),
        ("wide.mkv", {"size": "360x288", "filters": "setsar=16/11"}, (524, 288)),
        ("-y.mp4", {}, (320, 240)),
    ],
)
def test_encode_takes_what_comes(tmp_path, folder, name, options, size):
    encoded = encode(make_clip(tmp_path / name, seconds=1, **options), folder)
    verify(encoded, folder)
    assert (encoded.width_px, encoded.height_px) == size


def test_encode_stands_a_phone_upright(tmp_path, folder):
    encode(make_rotated_clip(tmp_path / "a.mp4", seconds=1), folder)
    video = streams_of(folder / "360.mp4")["video"]
    assert (video["width"], video["height"]) == (360, 640)
    assert "side_data_list" not in video


def test_encode_halves_a_fast_rate(tmp_path, folder):
    encode(make_clip(tmp_path / "a.mp4", seconds=1, rate="60"), folder)
    assert streams_of(folder / "240.mp4")["video"]["avg_frame_rate"] == "30/1"


@pytest.mark.parametrize(
    ("labels", "tags"),
    [
        (":color_primaries=bt2020:colorspace=bt2020nc", ":colorprim=bt2020:colormatrix=bt2020nc"),
        ("", ""),
    ],
    ids=["all is said", "the transfer alone is said"],
)
def test_encode_brings_hdr_to_ordinary_screens(tmp_path, folder, labels, tags):
    hlg = f"format=yuv420p10le,setparams=color_trc=arib-std-b67{labels}"
    told = f"log-level=none:transfer=arib-std-b67{tags}"
    codec = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", told)
    source = make_clip(tmp_path / "a.mp4", seconds=1, filters=hlg, codec=codec)
    encode(source, folder)
    video = streams_of(folder / "240.mp4")["video"]
    assert (video["pix_fmt"], video["color_transfer"]) == ("yuv420p", "bt709")


def test_encode_keeps_what_exists_of_a_cut_off_recording_and_warns(tmp_path, folder):
    encoded = encode(make_cut_off_clip(tmp_path / "a.mp4"), folder)
    verify(encoded, folder)
    assert encoded.warning == Problem.CUT_OFF
    assert 1 < encoded.duration_s < 3


def test_encode_says_when_next_to_nothing_is_left(tmp_path, folder):
    source = make_cut_off_clip(tmp_path / "a.mp4", keep=0.05)
    with pytest.raises(EncodeError) as caught:
        encode(source, folder)
    assert caught.value.problem == Problem.CUT_OFF


def test_verify_refuses_a_changed_file(tmp_path, folder):
    encoded = encode(make_clip(tmp_path / "a.mp4", seconds=1), folder)
    with (folder / "240.mp4").open("r+b") as file:
        file.truncate(encoded.renditions[0].size_bytes // 2)
    with pytest.raises(EncodeError):
        verify(encoded, folder)


def test_run_ends_a_command_that_takes_too_long():
    began_at = time.monotonic()
    with pytest.raises(OutOfTime):
        run(["sleep", "30"], Limits(2**31, 10, 0.5, 2**20))
    assert time.monotonic() - began_at < 5


@pytest.mark.parametrize(("kills", "output"), [(2, "done\n"), (3, "")])
def test_run_begins_anew_what_was_killed_but_not_for_ever(tmp_path, kills, output):
    once_more = f"echo >> tries; [ $(wc -l < tries) -gt {kills} ] || kill -9 $$; echo done"
    outcome = run(["sh", "-c", f"cd {tmp_path}; {once_more}"], LIMITS)
    assert (outcome.output, outcome.was_killed) == (output, not output)


def test_run_does_not_block_on_many_messages():
    flood = "import sys; [print('m' * 999, file=sys.stderr) for n in range(999)]; print('done')"
    outcome = run(["python3", "-c", flood], LIMITS)
    assert (outcome.code, outcome.output, len(outcome.messages)) == (0, "done\n", 64 * 1024)


def test_run_holds_the_size_of_files(tmp_path):
    command = ["dd", "if=/dev/zero", f"of={tmp_path / 'big'}", "bs=1M", "count=9"]
    assert run(command, LIMITS).code != 0
    assert (tmp_path / "big").stat().st_size <= 2**20


def test_run_watched_stops_when_the_listener_objects():
    def object_at_once(output):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        run_watched(["sleep", "30"], LIMITS, object_at_once)
