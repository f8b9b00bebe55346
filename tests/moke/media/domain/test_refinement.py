"""What many will watch is encoded again in idle time, and swapped in where it costs less."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from moke.media.domain.captions import put_captions
from moke.media.domain.processing import process, remove_retired
from moke.media.domain.recording import encode_again, receive_file
from moke.media.domain.refinement import ask_for_refinement, retry_refinement, stop_refinement
from moke.media.domain.refining import refine
from moke.media.enums import Problem, Refining, State
from moke.media.models import Recording, Refinement
from moke.media.problems import EncodeError
from moke.media.rungs import Published, rungs_to_keep
from moke.media.transcode import Encoded, MadeRendition
from tests.clips import make_clip
from tests.factories.media import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here", "asked", "queue")]
LARGE = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-pix_fmt", "yuv420p", "-g", "50")
VTT = b"WEBVTT\n\n00:00.000 --> 00:01.000\nhao\n"


@pytest.fixture
def queue(queue_of):
    """Which recordings wait for their better encode."""
    return queue_of("moke.media.domain.refinement.refine_recording")


@pytest.fixture
def recording(tmp_path):
    """A recording that is ready, its own picture the largest rung, and meant for many."""
    source = make_clip(
        tmp_path / "a.mp4", seconds=6, size="854x480", rate="25", codec=LARGE, sound=False
    )
    recording = receive_file(
        recording=RecordingFactory(),
        path=source,
        original_name="a.mp4",
        size_bytes=source.stat().st_size,
    )
    process(recording=recording)
    recording.refresh_from_db()
    ask_for_refinement(recordings=[recording])
    return recording


def files_of(recording):
    """What viewers get: every file of the published set with its bytes."""
    storage, folder = storages["recordings"], f"{recording.key}/{recording.published_attempt}"
    found = {}
    for name in storage.listdir(folder)[1]:
        with storage.open(f"{folder}/{name}") as file:
            found[name] = file.read()
    return found


def sizes_of(recording):
    return dict(recording.renditions.values_list("name", "size_bytes"))


def test_what_costs_less_is_swapped_in_and_what_costs_more_stays(recording, queue):
    assert queue == [recording.pk]
    put_captions(recording=recording, upload=ContentFile(VTT))
    before, sizes, attempt = files_of(recording), sizes_of(recording), recording.published_attempt
    refine(recording=recording)
    recording.refresh_from_db()
    after, smaller = files_of(recording), sizes_of(recording)
    assert (recording.state, recording.percent) == (State.READY, 100)
    assert smaller["480"] < sizes["480"]
    assert smaller["360"] == sizes["360"]
    same = {name for name in before if before[name] == after[name]}
    assert {"360.mp4", "360.m3u8", recording.tracks["zh-Hans"]} <= same
    assert not same & {"480.mp4", "480.m3u8", "master.m3u8"}
    assert {name: len(after[f"{name}.mp4"]) for name in smaller} == smaller
    refinement = recording.refinement
    assert (refinement.state, refinement.bytes_before, refinement.bytes_after) == (
        Refining.DONE,
        sum(sizes.values()),
        sum(smaller.values()),
    )
    assert attempt in storages["recordings"].listdir(str(recording.key))[0]

    for _ in range(2):  # the same task may come again
        refine(recording=recording)
    assert files_of(recording) == after
    remove_retired(recording=recording)
    assert storages["recordings"].listdir(str(recording.key))[0] == [recording.published_attempt]


def test_rung_that_was_damaged_does_not_stay(recording, queue):
    sizes, stored = sizes_of(recording), f"{recording.key}/{recording.published_attempt}/360.mp4"
    path = Path(storages["recordings"].path(stored))
    damaged = bytearray(path.read_bytes())
    damaged[-100] ^= 1
    path.write_bytes(damaged)
    refine(recording=recording)
    recording.refresh_from_db()
    made = files_of(recording)["360.mp4"]
    assert len(made) == sizes_of(recording)["360"] > sizes["360"]
    assert recording.renditions.get(name="360").sha256 == hashlib.sha256(made).hexdigest()


@pytest.fixture
def published(tmp_path):
    """A recording of which one rung is published, as files that only look like a set."""
    source = make_clip(tmp_path / "b.mp4", seconds=1, sound=False)
    recording = RecordingFactory(ready=True, size_bytes=source.stat().st_size)
    recording.source = f"{recording.key}/source"
    recording.save()
    storages["recordings"].save(recording.source, ContentFile(source.read_bytes()))
    for name in ("master.m3u8", "360.m3u8", "360.mp4"):
        content = ContentFile(name.encode())
        storages["recordings"].save(
            f"{recording.key}/{recording.published_attempt}/{name}", content
        )
    ask_for_refinement(recordings=[recording])
    return recording


def outcome_of(recording):
    """Run the work; return what became of it, after looking that viewers get what they got."""
    before = files_of(recording)
    again_at = refine(recording=recording)
    recording.refresh_from_db()
    recording.refinement.refresh_from_db()
    assert (recording.state, files_of(recording)) == (State.READY, before)
    assert storages["recordings"].listdir(str(recording.key))[0] == ["a" * 32]
    return recording.refinement.state, recording.refinement.problem, again_at is not None


@pytest.fixture
def encoding(monkeypatch):
    """Have something happen in the middle of the encode, once a report is due."""

    def happen(event):
        def transcode(plan, source, folder, parts, on_progress, **kwargs):
            event()
            monkeypatch.setattr("moke.media.domain.lease.REPORT_EVERY_S", 0)
            on_progress(0.5)
            raise EncodeError(Problem.UNREADABLE)

        monkeypatch.setattr("moke.media.domain.encoding.transcode", transcode)

    return happen


def test_encode_that_fails_leaves_what_is_published(published, encoding, queue):
    encoding(lambda: None)
    assert outcome_of(published) == (Refining.FAILED, Problem.UNREADABLE, False)
    assert published.refinement.percent == 49
    assert retry_refinement(refinement=published.refinement)
    assert not retry_refinement(refinement=published.refinement)
    assert queue == [published.pk, published.pk]


def test_encode_that_fails_in_av1_goes_on_in_h264(published, settings, monkeypatch):
    settings.MOKE_AV1 = True
    tried = []

    def transcode(plan, source, folder, parts, on_progress, **kwargs):
        tried.append((plan.has_av1, list(folder.iterdir())))
        (folder / "half.mp4").touch()
        raise EncodeError(Problem.UNREADABLE)

    monkeypatch.setattr("moke.media.domain.encoding.transcode", transcode)
    assert outcome_of(published) == (Refining.FAILED, Problem.UNREADABLE, False)
    assert tried == [(True, []), (False, [])]


def test_recording_whose_file_is_gone_stays_as_it_is(published):
    storages["recordings"].delete(f"{published.key}/source")
    assert outcome_of(published) == (Refining.FAILED, Problem.GONE, False)


def test_encode_gives_way_to_a_recording_that_waits(published, encoding):
    encoding(lambda: RecordingFactory(state=State.QUEUED))
    assert outcome_of(published) == (Refining.WAITING, "", True)


def test_encode_that_is_stopped_ends_and_is_not_begun_again(published, encoding):
    encoding(lambda: stop_refinement(refinement=published.refinement))
    stopped = (Refining.STOPPED, Problem.STOPPED, False)
    assert outcome_of(published) == stopped
    assert outcome_of(published) == stopped


def test_recording_that_is_encoded_anew_takes_the_work_over(published, encoding, asked):
    encoding(lambda: encode_again(recording=published))
    refine(recording=published)
    published.refresh_from_db()
    assert (published.state, asked) == (State.QUEUED, [published.pk])


def test_recording_that_is_not_ready_yet_is_refined_once_it_is(queue):
    recording = RecordingFactory(state=State.ENCODING)
    ask_for_refinement(recordings=[recording])
    assert queue == []
    recording.state, recording.published_attempt = State.READY, "b" * 32
    recording.save()
    ask_for_refinement(recordings=[recording])
    assert queue == [recording.pk]


def test_retired_files_stay_while_the_recording_is_refined(published, encoding):
    """Its new files lie there already when it is published."""
    storages["recordings"].save(f"{published.key}/{'c' * 32}/360.mp4", ContentFile(b"new"))
    encoding(lambda: remove_retired(recording=published))
    refine(recording=published)
    assert len(storages["recordings"].listdir(str(published.key))[0]) == 2


def rung(name, size_bytes):
    return MadeRendition(name, 2, 2, 1, "avc1", size_bytes, duration_s=8.0)


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ({"480": 9, "360": 5}, {"480": 7, "360": 6}, {"360"}),
        ({"480": 9, "360": 5}, {"480": 7, "360": 4}, set()),
        ({"480": 9}, {"480": 9, "360": 4}, {"480"}),
        ({"480": 9, "360": 5}, {"480": 9, "360": 5}, None),
        ({"480": 9, "360": 5}, {"480": 7}, None),
        ({"480": 9, "360": 5, "late": 1}, {"480": 7, "360": 6, "late": 2}, None),
    ],
    ids=["one", "none", "one and a new one", "all", "one would be lost", "one out of step"],
)
def test_rungs_that_stay(tmp_path, old, new, kept):
    playlists = {}
    for name in old | new:
        playlists[f"{name}.m3u8"] = "#EXTINF:4.0,\n#EXTINF:4.0,\n"
        text = playlists[f"{name}.m3u8"].replace("4.0", "5.0") if name == "late" else "same"
        (tmp_path / f"{name}.m3u8").write_text(text.replace("same", playlists[f"{name}.m3u8"]))
    before = Published(tuple(rung(*one) for one in old.items()), playlists)
    renditions = tuple(rung(*one) for one in new.items())
    made = Encoded(8.0, 2, 2, "", renditions, has_sound=False, is_whole=True)
    assert rungs_to_keep(before, made, tmp_path) == kept


def test_work_of_a_killed_worker_is_taken_over_and_swept(published, encoding, settings):
    past = timezone.now() - timedelta(seconds=1)
    Recording.objects.update(attempt="dead", leased_until=past)
    Refinement.objects.update(state=Refining.AT_WORK, percent=40)
    half = settings.MOKE_DATA_DIR / "work" / str(published.key) / "dead" / "set"
    half.mkdir(parents=True)
    storages["recordings"].save(f"{published.key}/{'c' * 32}/360.mp4", ContentFile(b"half"))
    encoding(lambda: None)
    refine(recording=published)
    remove_retired(recording=published)
    assert Refinement.objects.get().state == Refining.FAILED
    assert list((settings.MOKE_DATA_DIR / "work").iterdir()) == []
    assert storages["recordings"].listdir(str(published.key))[0] == ["a" * 32]
