import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.utils import timezone
from django_ox.models import OxTask

from moke.media import files
from moke.media.domain import publish
from moke.media.domain.processing import process, remove_retired
from moke.media.domain.recording import clean_name, receive_file, resume_recordings, retry
from moke.media.enums import Problem, State
from moke.media.tasks import TRIES, process_recording
from tests.clips import make_clip
from tests.factories.media import RecordingFactory

FIRST_TRY = SimpleNamespace(attempt=1)
LAST_TRY = SimpleNamespace(attempt=TRIES + 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    return make_clip(tmp_path_factory.mktemp("clips") / "clip.mp4", seconds=1).read_bytes()


@pytest.fixture
def queued(tmp_path, clip):
    """A recording whose file, a second long, has arrived."""
    return receive(RecordingFactory(), tmp_path, clip)


def receive(recording, tmp_path, content, name="lesson.mp4"):
    path = tmp_path / f"{uuid.uuid4()}"
    path.write_bytes(content)
    return receive_file(recording=recording, path=path, original_name=name, size_bytes=len(content))


def folders_of(recording):
    return set(storages["recordings"].listdir(str(recording.key))[0])


def work_left(recording):
    return list((settings.MOKE_DATA_DIR / "work").glob(f"{recording.key}*"))


def test_receive_file_takes_the_file_and_asks_for_work(tmp_path, clip):
    recording = receive(RecordingFactory(state=State.UPLOADING), tmp_path, clip)
    assert (recording.state, recording.size_bytes) == (State.QUEUED, len(clip))
    assert storages["recordings"].size(recording.source) == len(clip)
    assert list(tmp_path.iterdir()) == []
    assert OxTask.objects.get().args == [recording.pk]


def test_receive_file_twice_keeps_the_first(tmp_path, clip, queued):
    again = receive(queued, tmp_path, b"something else")
    assert again.size_bytes == len(clip)
    assert OxTask.objects.count() == 1


def test_receive_file_goes_on_where_it_was_interrupted(tmp_path, clip):
    recording = RecordingFactory(state=State.UPLOADING)
    path = tmp_path / "lesson.mp4"
    path.write_bytes(clip)
    files.adopt_source(path=path, name=files.source_path(recording.key))
    received = receive_file(
        recording=recording, path=path, original_name="lesson.mp4", size_bytes=len(clip)
    )
    assert received.state == State.QUEUED


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("lesson.mp4", "lesson.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\课堂\\树和喜鹊.mp4", "树和喜鹊.mp4"),
        ("-y.mp4", "-y.mp4"),
        ("🎬 take\x00\n1.mp4", "🎬 take1.mp4"),
        ("", ""),
        ("a" * 300 + ".mp4", "a" * 251 + ".mp4"),
        ("课" * 300, "课" * 255),
        ("cod\u202e4pm.exe", "cod4pm.exe"),
    ],
)
def test_clean_name_keeps_what_can_be_shown(name, shown):
    assert clean_name(name) == shown


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\lessons\\喜鹊 🎬.mp4", "喜鹊 🎬.mp4"),
        ("-y.mp4", "-y.mp4"),
        ("长" * 300, "长" * 255),
        ("a\x00b\n.mp4", "ab.mp4"),
    ],
)
def test_receive_file_keeps_names_out_of_paths(tmp_path, clip, sent, shown):
    recording = receive(RecordingFactory(), tmp_path, clip, name=sent)
    assert recording.original_name == shown
    assert recording.source == f"{recording.key}/source"


def test_process_publishes_once(queued):
    assert process(recording=queued) is None
    assert process(recording=queued) is None
    queued.refresh_from_db()
    assert (queued.state, queued.percent, queued.problem) == (State.READY, 100, "")
    assert (queued.width_px, queued.height_px, queued.duration_s) == (320, 240, 1.0)
    assert [made.name for made in queued.renditions.all()] == ["240"]
    remove_retired(recording=queued)
    assert folders_of(queued) == {queued.published_attempt}
    assert storages["recordings"].exists(queued.source)
    assert work_left(queued) == []
    assert queued.leased_until is None


def test_process_says_what_was_wrong(tmp_path):
    recording = receive(RecordingFactory(), tmp_path, b"#EXTM3U\nother.mp4\n")
    process(recording=recording)
    recording.refresh_from_db()
    assert (recording.state, recording.problem) == (State.FAILED, Problem.PLAYLIST)
    assert folders_of(recording) == set()


def test_process_of_a_failed_recording_goes_again_with_a_better_file(tmp_path, clip):
    recording = receive(RecordingFactory(), tmp_path, b"not a video at all")
    process(recording=recording)
    receive(recording, tmp_path, clip)
    process(recording=recording)
    recording.refresh_from_db()
    assert (recording.state, recording.problem) == (State.READY, "")


def test_process_waits_for_room(queued, monkeypatch):
    monkeypatch.setattr("moke.media.files.free_bytes", lambda: 1000)
    assert process(recording=queued) > timezone.now() + timedelta(minutes=5)
    queued.refresh_from_db()
    assert (queued.state, queued.problem) == (State.QUEUED, Problem.NO_SPACE)


def test_process_leaves_a_recording_to_the_worker_that_holds_it(queued):
    until = timezone.now() + timedelta(seconds=20)
    queued.state, queued.attempt, queued.leased_until = State.ENCODING, "other", until
    queued.save()
    assert process(recording=queued) == until
    queued.refresh_from_db()
    assert (queued.state, queued.attempt) == (State.ENCODING, "other")


def test_process_takes_over_from_a_dead_worker(queued, tmp_path):
    stale = tmp_path / "stale.mp4"
    stale.write_bytes(b"half a file")
    files.publish_files(folder=tmp_path, key=queued.key, attempt="dead")
    queued.state, queued.attempt = State.ENCODING, "dead"
    queued.leased_until = timezone.now() - timedelta(seconds=1)
    queued.save()
    process(recording=queued)
    queued.refresh_from_db()
    assert queued.state == State.READY
    remove_retired(recording=queued)
    assert folders_of(queued) == {queued.published_attempt}


def test_process_gives_way_to_the_worker_that_took_over(queued, monkeypatch):
    def be_overtaken(encoded, folder):
        type(queued).objects.filter(pk=queued.pk).update(attempt="other")

    monkeypatch.setattr(publish, "verify", be_overtaken)
    process(recording=queued)
    queued.refresh_from_db()
    assert (queued.published_attempt, queued.attempt) == ("", "other")
    assert folders_of(queued) == set()


def test_retry_asks_again_for_what_failed_only(queued):
    assert retry(recording=queued) is False
    queued.state, queued.problem = State.FAILED, Problem.TOO_SLOW
    queued.save()
    assert retry(recording=queued) is True
    assert retry(recording=queued) is False
    queued.refresh_from_db()
    assert (queued.state, queued.problem) == (State.QUEUED, "")
    assert OxTask.objects.count() == 2


def test_resume_recordings_finds_what_was_given_up(queued):
    given_up = RecordingFactory(state=State.ENCODING)
    RecordingFactory(state=State.ENCODING, leased_until=timezone.now() + timedelta(seconds=9))
    RecordingFactory(ready=True)
    RecordingFactory()
    OxTask.objects.all().delete()
    assert resume_recordings() == 2
    assert sorted(task.args[0] for task in OxTask.objects.all()) == [queued.pk, given_up.pk]


def test_process_recording_comes_back_when_a_worker_holds_the_recording(queued):
    until = timezone.now() + timedelta(seconds=20)
    queued.state, queued.attempt, queued.leased_until = State.ENCODING, "other", until
    queued.save()
    OxTask.objects.all().delete()
    process_recording.call(FIRST_TRY, queued.pk)
    assert OxTask.objects.get().run_after == until


def test_process_recording_of_a_deleted_recording_is_harmless():
    process_recording.call(FIRST_TRY, 0)
    assert OxTask.objects.count() == 0


def test_process_recording_tells_the_owner_when_workers_keep_dying(queued):
    process_recording.call(LAST_TRY, queued.pk)
    queued.refresh_from_db()
    assert (queued.state, queued.problem) == (State.FAILED, Problem.TOO_SLOW)


def test_process_of_a_deleted_recording_leaves_no_files(queued, monkeypatch):
    monkeypatch.setattr(publish, "verify", lambda *a: type(queued).objects.all().delete())
    process(recording=queued)
    assert folders_of(queued) == set()
