"""Chunks against ffmpeg itself: every frame once, at its own time, however the picture is cut."""

import subprocess

import pytest

from moke.media.chunks import find_chunks
from moke.media.crew import Piece, Stopped, work_off
from moke.media.enums import Problem
from moke.media.parts import Parts
from moke.media.plan import plan_chunks, plan_encodes, without_copy
from moke.media.probe import probe
from moke.media.problems import EncodeError
from moke.media.transcode import encode, transcode, wrap_first
from tests.clips import digest_of_picture, make_clip, run_ffmpeg

LOW = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "36", "-pix_fmt", "yuv420p")
SAME_TIME_S = 0.002


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "set"
    made.mkdir()
    return made


def times_in(path, stream="v:0"):
    command = ["ffprobe", "-v", "error", "-select_streams", stream, "-show_entries"]
    answer = subprocess.run(
        [*command, "packet=pts_time", "-of", "csv=p=0", path],
        check=True,
        capture_output=True,
        text=True,
    )
    return sorted(float(line.strip(",")) for line in answer.stdout.split())


def loudness_of(path):
    command = ["ffmpeg", "-nostdin", "-i", path, "-af", "ebur128=framelog=verbose", "-f", "null"]
    said = subprocess.run([*command, "-"], check=True, capture_output=True, text=True).stderr
    return float(said.rpartition("I:")[2].split()[0])


@pytest.mark.parametrize(
    ("name", "rate", "options"),
    [
        ("a.mp4", "30", ("-g", "60", "-bf", "3")),
        ("a.mp4", "30000/1001", ("-g", "45", "-bf", "2")),
        ("a.mp4", "50", ("-g", "100")),
        ("late.mp4", "30", ("-g", "60", "-bf", "3")),
        ("a.mkv", "30", ("-g", "60", "-bf", "3", "-c:a", "aac")),
        ("a.mkv", "30000/1001", ("-g", "45", "-bf", "2", "-c:a", "aac")),
        ("a.mkv", "50", ("-g", "100", "-c:a", "aac")),
    ],
)
def test_rungs_of_a_copied_picture_hold_each_frame_at_its_time(
    tmp_path, folder, name, rate, options
):
    source = make_clip(
        tmp_path / name,
        seconds=17,
        size="854x480",
        rate=rate,
        options=options,
        codec=LOW,
        filters="setpts=PTS+0.04/TB" if name == "late.mp4" else "",
    )
    encode(source, folder)
    assert digest_of_picture(folder / "480.mp4") == digest_of_picture(source)
    expected = times_in(source)
    assert times_in(folder / "480.mp4") == pytest.approx(expected, abs=SAME_TIME_S)
    if rate == "50":
        expected = expected[::2]
    first, *others = times_in(folder / "360.mp4")
    assert first == 0
    grid_s = 0.5 / 25 + SAME_TIME_S if (name, rate) == ("a.mkv", "50") else SAME_TIME_S
    assert others == pytest.approx(expected[1:], abs=grid_s)
    lengths = [
        [line for line in (folder / f"{name}.m3u8").read_text().split() if "EXTINF" in line]
        for name in ("480", "360")
    ]
    assert len(lengths[0]) == len(lengths[1]) > 3


@pytest.mark.parametrize("options", [("-g", "250"), ("-g", "25", "-x264-params", "open-gop=1")])
def test_chunks_of_an_encoded_picture_hold_each_frame_at_its_time(tmp_path, folder, options):
    source = make_clip(
        tmp_path / "a.mp4", seconds=17, size="640x360", rate="25", options=options, codec=LOW
    )
    assert wrap_first(plan_encodes(probe(source)), source, folder) is None
    encode(source, folder)
    assert times_in(folder / "360.mp4") == pytest.approx(times_in(source), abs=SAME_TIME_S)


def test_picture_that_begins_later_than_its_sound_keeps_its_place(tmp_path, folder):
    late = ("-itsoffset", "0.08", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25")
    source = tmp_path / "late.mp4"
    run_ffmpeg(*late, "-f", "lavfi", "-i", "sine", "-t", "13", "-pix_fmt", "yuv420p", source)
    encode(source, folder)
    expected = [0.0, *times_in(source)[1:]]
    assert times_in(folder / "360.mp4") == pytest.approx(expected, abs=SAME_TIME_S)


def test_finished_parts_are_not_made_again_and_give_the_same_bytes(tmp_path, monkeypatch):
    source = make_clip(tmp_path / "a.mp4", seconds=12, size="640x360", rate="30", sound=False)
    plan = without_copy(plan_encodes(probe(source)))
    parts, done, again = (tmp_path / name for name in ("parts", "done", "again"))
    for made in (parts, done, again):
        made.mkdir()
    chunks = find_chunks(plan, source)
    transcode(plan, source, done, parts, lambda share: None, chunks=chunks)
    held = {path.name: path.stat().st_mtime_ns for path in parts.glob("360-*")}
    next(parts.glob("360-00001.mp4")).unlink()
    transcode(plan, source, again, parts, lambda share: None, chunks=chunks)
    now = {path.name: path.stat().st_mtime_ns for path in parts.glob("360-*")}
    assert {name for name in now if now[name] != held[name]} == {"360-00001.mp4"}
    assert (again / "360.mp4").read_bytes() == (done / "360.mp4").read_bytes()


def test_what_was_never_finished_is_made_anew(tmp_path):
    source = make_clip(tmp_path / "a.mp4", seconds=9, size="640x360", rate="30")
    plan = without_copy(plan_encodes(probe(source)))
    parts = Parts(plan, plan_chunks(plan), source, tmp_path, tmp_path / "unfinished")
    (tmp_path / "unfinished").mkdir()
    (tmp_path / "unfinished" / "360-00000.mp4").write_bytes(b"half")
    assert [round(piece.length_s) for piece in parts.missing()] == [9, 4, 4, 1]


@pytest.mark.parametrize("given_db", ["-12dB", "6dB"])
def test_sound_is_brought_to_one_loudness(tmp_path, folder, given_db):
    source = tmp_path / "a.mp3"
    run_ffmpeg("-f", "lavfi", "-i", f"sine=d=8:f=500,volume={given_db}", source)
    encode(source, folder)
    assert loudness_of(folder / "audio.mp4") == pytest.approx(-18, abs=0.7)


def test_silence_stays_silent(tmp_path, folder):
    source = tmp_path / "a.mp4"
    run_ffmpeg("-f", "lavfi", "-i", "anullsrc=d=3", source)
    encode(source, folder)
    assert loudness_of(folder / "audio.mp4") <= -70


def test_first_rung_is_the_files_own_picture(tmp_path, folder):
    source = make_clip(
        tmp_path / "a.mp4", seconds=9, size="640x360", rate="30", options=("-g", "30"), codec=LOW
    )
    first = wrap_first(plan_encodes(probe(source)), source, folder)
    assert first.boundaries_s == pytest.approx((0, 4, 8))
    assert not first.encoded.is_whole
    assert digest_of_picture(folder / "360.mp4") == digest_of_picture(source)


def test_work_stops_where_a_piece_fails():
    ended = []

    def fail(told):
        raise EncodeError(Problem.UNREADABLE)

    def go_on(told):
        try:
            while True:
                told(b"")
        except Stopped:
            ended.append(True)
            raise

    with pytest.raises(EncodeError):
        work_off([Piece(go_on, 1), Piece(fail, 1)], lambda share: None, at_once=2)
    assert ended == [True]


def test_progress_is_the_share_of_all_pieces():
    shares = []
    pieces = [Piece(lambda told: told(b"out_time_us=500000\n"), 1), Piece(lambda told: None, 3)]
    work_off(pieces, shares.append, at_once=1)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_work_stops_where_nobody_wants_it_any_more():
    def object_to(share):
        raise LookupError

    with pytest.raises(LookupError):
        work_off([Piece(lambda told: None, 1)], object_to)
