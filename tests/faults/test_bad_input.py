"""Files that are meant badly or went bad: each ends as a recording or with words for its owner."""

import random
import time

import pytest
from django.conf import settings
from django.db.models import Q
from django_ox.models import OxTask

from moke.media.enums import Problem, State
from moke.media.models import Recording
from moke.media.packets import scan_packets
from moke.media.probe import probe
from moke.media.problems import RecordingError
from moke.media.transcode import encode
from moke.media.verify import verify
from tests.clips import make_clip, run_ffmpeg
from tests.conftest import A_HANDFUL
from tests.faults.system import arrived, wait_until
from tests.moke.media.test_chunks import times_in

LOW = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "40", "-pix_fmt", "yuv420p", "-g", "25")
MUTATED = 200
A_FEW, A_KIND_EACH = 9, 4
LIMIT_S = 60


def become(path, folder):
    """What becomes of a file: how long it plays, or the problem that its owner is told."""
    folder.mkdir()
    began_at = time.monotonic()
    try:
        encoded = encode(path, folder)
        verify(encoded, folder)
        made = round(encoded.duration_s)
    except RecordingError as error:
        made = error.problem
        assert str(made.label)
    assert time.monotonic() - began_at < LIMIT_S
    return made


def element(name, body):
    """One element of EBML, its length in eight bytes."""
    return bytes.fromhex(name) + (1 << 56 | len(body)).to_bytes(8) + body


def make_many_streams(path, *, count):
    head = element("1a45dfa3", element("4282", b"matroska"))
    size = element("e0", element("b0", b"\x40") + element("ba", b"\x40"))
    codec = element("83", b"\x01") + element("86", b"V_MJPEG") + size
    numbers = (n.to_bytes(4) for n in range(1, count + 1))
    tracks = b"".join(
        element("ae", element("d7", number) + element("73c5", number) + codec) for number in numbers
    )
    path.write_bytes(head + element("18538067", element("1654ae6b", tracks)))
    return path


def test_a_hundred_thousand_streams_are_no_video(tmp_path):
    path = make_many_streams(tmp_path / "a.mkv", count=100_000)
    assert become(path, tmp_path / "set") == Problem.NOT_VIDEO


def test_a_million_frames_a_second_become_thirty(tmp_path):
    """Each frame is shown for a microsecond; the sound goes on."""
    path = tmp_path / "a.mp4"
    picture = ("-f", "lavfi", "-i", "color=size=32x32:rate=1000000:duration=0.02")
    run_ffmpeg(
        *picture, "-f", "lavfi", "-i", "sine=d=3", *LOW, "-video_track_timescale", "1000000", path
    )
    assert float(probe(path).video.fps) == 240
    assert become(path, tmp_path / "set") == 3


def test_picture_that_changes_its_size_goes_on(tmp_path):
    path = tmp_path / "a.ts"
    with path.open("wb") as film:
        for n, size in enumerate(["320x240", "640x480", "240x320"]):
            later = ("-output_ts_offset", str(3 * n))
            part = make_clip(tmp_path / f"{n}.ts", seconds=3, size=size, codec=LOW, options=later)
            film.write(part.read_bytes())
    assert become(path, tmp_path / "set") == 9
    assert len(times_in(tmp_path / "set" / "240.mp4")) == 3 * 3 * 25


@pytest.mark.parametrize("name", ["a.ts", "a.mp4", "a.mkv", "a.avi"])
def test_times_below_zero_play_from_their_beginning(tmp_path, name):
    clip = make_clip(tmp_path / "clip.mp4", seconds=4, codec=LOW)
    path = tmp_path / name
    early = ("-output_ts_offset", "-2", "-avoid_negative_ts", "disabled", "-muxdelay", "0")
    run_ffmpeg("-i", clip, "-c", "copy", *early, path)
    assert become(path, tmp_path / "set") in {2, 4}


def spoil(path, stream, share, chance):
    """Overwrite a share of a stream's packets with noise."""
    data = bytearray(path.read_bytes())
    for packet in scan_packets(path, stream):
        if chance.random() < share:
            data[packet.offset_bytes : packet.end_bytes] = chance.randbytes(packet.size_bytes)
    path.write_bytes(data)


@pytest.mark.parametrize(("share", "made"), [(0.3, 4), (1, Problem.UNREADABLE)])
def test_damaged_sound_is_borne_while_there_is_some(tmp_path, share, made):
    path = make_clip(tmp_path / "a.mp4", seconds=4, codec=LOW)
    spoil(path, 1, share, random.Random(1))
    assert become(path, tmp_path / "set") == made


def mutated_films(folder, chance, count):
    """Some bytes are anything, a piece is cut out, or the end is missing."""
    films = [
        make_clip(folder / f"film.{kind}", seconds=2, size="96x64", codec=codec)
        for kind, codec in {"mp4": LOW, "mkv": LOW, "avi": ("-c:v", "mjpeg"), "ts": LOW}.items()
    ]
    for n in range(count):
        film = films[n % len(films)]
        data = bytearray(film.read_bytes())
        at = chance.randrange(len(data))
        match (n + n // len(films)) % 3:
            case 0:
                for _ in range(20):
                    data[chance.randrange(len(data))] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(1, 5000)]
            case 2:
                del data[at:]
        path = folder / f"{n}{film.suffix}"
        path.write_bytes(data)
        yield path


def test_mutated_files_become_recordings_or_problems(tmp_path, chance, request):
    is_long = request.config.option.kills > A_HANDFUL
    for path in mutated_films(tmp_path, chance, MUTATED if is_long else A_FEW):
        become(path, tmp_path / path.stem)


def test_one_worker_outlives_mutated_files(product, teacher, tmp_path, chance, request):
    is_long = request.config.option.kills > A_HANDFUL
    recordings = [
        arrived(path, owner=teacher)
        for path in mutated_films(tmp_path, chance, MUTATED if is_long else A_KIND_EACH)
    ]
    product.work()
    for recording in recordings:
        wait_until(settled(recording).exists)
        recording.refresh_from_db()
        assert bool(recording.problem) == (recording.state == State.FAILED)
    tasks = OxTask.objects.all()
    wait_until(lambda: not tasks.filter(status=OxTask.Status.RUNNING).exists())
    assert product.processes["worker"].poll() is None
    assert tasks.filter(Q(status=OxTask.Status.FAILED) | Q(attempts__gt=1)).count() == 0
    work = settings.MOKE_DATA_DIR / "work"
    assert [folder for one in recordings for folder in work.glob(f"{one.key}*")] == []


def settled(recording):
    ended = Recording.objects.filter(state__in=(State.READY, State.FAILED))
    return ended.filter(pk=recording.pk, leased_until=None)
