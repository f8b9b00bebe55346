"""Cuts in files whose index does not list every frame, and the bytes that each chunk needs."""

import subprocess
from dataclasses import replace
from operator import attrgetter

import pytest

from moke.media.chunks import find_chunks
from moke.media.graph import chunk_command
from moke.media.matroska import find_clusters
from moke.media.packets import scan_packets
from moke.media.plan import plan_encodes, without_copy
from moke.media.probe import probe
from moke.media.sample_table import read_samples
from moke.media.transcode import encode
from tests.clips import make_clip
from tests.moke.media.test_chunks import LOW, SAME_TIME_S, times_in

BYTES = attrgetter("source_bytes")
FILMS = {
    "camera.mkv": {"rate": "30000/1001", "codec": LOW, "options": ("-g", "45", "-bf", "2")},
    "open.mkv": {"rate": "25", "codec": LOW, "options": ("-x264-params", "open-gop=1:keyint=30")},
    "fast.mkv": {"rate": "60000/1001", "codec": LOW, "options": ("-g", "100")},
    "stills.avi": {"rate": "15", "codec": ("-c:v", "mjpeg"), "options": ()},
    "old.avi": {"rate": "25", "codec": ("-c:v", "mpeg4", "-q:v", "9"), "options": ("-g", "100")},
}


@pytest.fixture
def film(request, tmp_path):
    """A clip of 13 seconds: a name and how it is made."""
    name, how = request.param
    return make_clip(tmp_path / name, seconds=13, size="320x240", **how)


def some(*names):
    return pytest.mark.parametrize(
        "film", [(name, FILMS[name]) for name in names], ids=names, indirect=True
    )


@some(*FILMS)
def test_chunks_without_an_index_hold_each_frame_at_its_time(film, tmp_path):
    plan = plan_encodes(probe(film))
    assert [round(chunk.start_s) for chunk in find_chunks(plan, film)] == [0, 4, 8, 12]
    folder = tmp_path / "set"
    folder.mkdir()
    encode(film, folder)
    expected = times_in(film)
    if film.name == "fast.mkv":
        expected = expected[::2]
    begin_s = plan.start_s
    made = [at_s + begin_s for at_s in times_in(folder / "240.mp4")]
    first, *others = made
    assert len(made) == len(expected)
    grid_s = 0.5 / 30 if film.name == "fast.mkv" else SAME_TIME_S
    assert others == pytest.approx(expected[1:], abs=grid_s)
    assert first == pytest.approx(begin_s, abs=SAME_TIME_S)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("b-frames.avi", {"codec": ("-c:v", "mpeg4", "-bf", "2"), "options": ("-g", "25")}),
        ("once.mkv", {"codec": LOW, "options": ("-g", "999"), "seconds": 17}),
        ("stream.ts", {"codec": LOW, "options": ("-g", "25")}),
    ],
    ids=["frames say no time", "one keyframe", "nothing to seek by"],
)
def test_what_a_seek_does_not_reach_exactly_is_one_chunk(tmp_path, name, how):
    film = make_clip(tmp_path / name, **{"seconds": 9} | how)
    assert [chunk.end_s for chunk in find_chunks(plan_encodes(probe(film)), film)] == [None]


@pytest.mark.parametrize("options", [("-bf", "2"), ("-movflags", "+faststart"), ("-bf", "0")])
def test_index_says_of_each_frame_what_ffmpeg_says(tmp_path, options):
    film = make_clip(tmp_path / "a.mp4", seconds=5, codec=LOW, options=("-g", "40", *options))
    read, scanned = read_samples(film, 0), scan_packets(film, 0)
    assert [replace(packet, at_s=0) for packet in read] == [
        replace(packet, at_s=0) for packet in scanned
    ]
    assert [packet.at_s for packet in read] == pytest.approx(
        [packet.at_s for packet in scanned], abs=1e-5
    )


def test_damaged_index_says_nothing(tmp_path):
    film = make_clip(tmp_path / "a.mp4", seconds=2, codec=LOW)
    data = film.read_bytes()
    for table in (b"stsz", b"stsc", b"stts", b"moov"):
        at = data.index(table) + 4
        film.write_bytes(data[:at] + b"\xff" * 24 + data[at + 24 :])
        assert read_samples(film, 0) == []


@pytest.fixture
def only(tmp_path):
    """Return a function that keeps some bytes of a film, and of the others only how many."""

    def keep(film, spans):
        data, bare = film.read_bytes(), tmp_path / f"only-{film.name}"
        kept = bytearray(len(data))
        for begin, end in spans:
            kept[begin:end] = data[begin:end]
        bare.write_bytes(kept)
        return bare

    return keep


FILMS["index.mp4"] = {"rate": "30", "codec": LOW, "options": ("-g", "50", "-bf", "3")}


@some("index.mp4", "camera.mkv", "open.mkv", "old.avi")
def test_chunk_needs_no_byte_but_those_that_it_knows_of(film, only, tmp_path):
    plan = without_copy(plan_encodes(probe(film)))
    packets = scan_packets(film, plan.picture.index)
    last = max(packet.end_bytes for packet in packets)
    index = [(0, packets[3].end_bytes), (last, film.stat().st_size)]
    chunks = find_chunks(plan, film)
    spans = [(begin, end or film.stat().st_size) for begin, end in map(BYTES, chunks)]
    assert max(end - begin for begin, end in spans) < film.stat().st_size * 0.7
    for chunk, span in zip(chunks, spans, strict=True):
        made = []
        for source in (film, only(film, [*index, span])):
            target = tmp_path / f"{source.stem}-{chunk.number}.mp4"
            command = chunk_command(plan, chunk, source, [target])
            subprocess.run(command, check=False, capture_output=True)  # it reads on and complains
            made.append(target.read_bytes())
        assert made[0] == made[1]


def test_clusters_are_found_where_they_say_how_long_they_are(tmp_path):
    film = make_clip(tmp_path / "a.mkv", seconds=3, codec=LOW, options=("-g", "25"))
    clusters, data = find_clusters(film), film.read_bytes()
    assert [data[at : at + 4] for at in clusters] == [b"\x1f\x43\xb6\x75"] * len(clusters)
    assert len(clusters) == data.count(b"\x1f\x43\xb6\x75") == 3
    says_its_length = clusters[1] + 4
    film.write_bytes(data[:says_its_length] + b"\xff" + data[says_its_length + 1 :])
    assert find_clusters(film) == []
    film.write_bytes(data[:says_its_length] + b"\x01" + b"\xfe" * 7 + data[says_its_length + 8 :])
    assert find_clusters(film) == clusters[:2]
    assert find_clusters(make_clip(tmp_path / "a.avi")) is None
