"""Deleting recordings with files of their own: what is shut, what comes back, what goes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from django_ox.models import OxTask

from moke.backends.afar import StoreAway
from moke.media.deletion_tasks import erase_deleted_recordings
from moke.media.domain.blurring import blur
from moke.media.domain.deletion import delete_recording, erase_recording, restore_recording
from moke.media.domain.erasing import clear_erased, erase_due
from moke.media.domain.processing import process, remove_retired
from moke.media.domain.recording import encode_again, retry
from moke.media.domain.rework import is_reworked
from moke.media.domain.still import kept_still, read_stills
from moke.media.enums import ReworkState, State
from moke.media.models import BlurWork, Deletion
from tests.factories.media import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]


@pytest.fixture
def recording():
    """One that can be played, with its source and two files of its set."""
    recording = RecordingFactory(ready=True)
    recording.source = f"{recording.key}/source"
    recording.save()
    for name in (recording.source, set_of(recording, "master.m3u8"), set_of(recording, "360.mp4")):
        storages["recordings"].save(name, ContentFile(b"kept"))
    return recording


def set_of(recording, name):
    return f"{recording.key}/{'a' * 32}/{name}"


def files_of(recording):
    root = Path(storages["recordings"].path(str(recording.key)))
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def delete(recording):
    delete_recording(recording=recording)
    recording.refresh_from_db()


def in_31_days():
    return timezone.now() + timedelta(days=31)


def test_a_deleted_recording_has_nothing_to_play_and_keeps_its_files(recording):
    before = files_of(recording)
    delete(recording)
    assert (recording.state, recording.is_ready) == (State.DELETED, False)
    assert recording.owner.has_perm("media.stream_recording", recording) is False
    assert recording.owner.has_perm("media.download_source", recording) is False
    assert recording.owner.has_perm("media.upload_recording", recording) is False
    assert read_stills(recording=recording, moments_ms=[0], on_still=lambda: None) == {}
    assert kept_still(recording=recording, at_ms=0) is None
    remove_retired(recording=recording)
    assert erase_due() == 0
    assert clear_erased() == 0
    assert files_of(recording) == before


def test_deleting_twice_keeps_what_it_was(recording):
    delete(recording)
    delete(recording)
    deletion = Deletion.objects.get()
    assert (deletion.state, deletion.attempt) == (State.READY, "a" * 32)
    assert deletion.erase_at.date() == (timezone.now() + timedelta(days=30)).date()


def test_a_restored_recording_is_what_it_was(recording):
    delete(recording)
    assert restore_recording(recording=recording) is True
    assert restore_recording(recording=recording) is True
    recording.refresh_from_db()
    assert (recording.state, recording.published_attempt) == (State.READY, "a" * 32)
    assert Deletion.objects.count() == 0
    assert recording.owner.has_perm("media.stream_recording", recording) is True


@pytest.mark.parametrize(
    ("state", "after", "asked"),
    [
        (State.ENCODING, State.QUEUED, 1),
        (State.UPLOADING, State.WAITING, 0),
        (State.FAILED, State.FAILED, 0),
    ],
)
def test_what_was_under_way_goes_on_when_it_is_restored(queue_of, state, after, asked):
    waiting = queue_of("moke.media.domain.deletion.process_recording")
    recording = RecordingFactory(state=state, attempt="lease")
    delete(recording)
    assert recording.attempt == ""
    assert process(recording=recording) is None
    assert (retry(recording=recording), encode_again(recording=recording)) == (False, False)
    restore_recording(recording=recording)
    recording.refresh_from_db()
    assert (recording.state, len(waiting)) == (after, asked)


def test_work_at_it_rests_until_it_is_restored(recording, queue_of):
    waiting = queue_of("moke.media.domain.deletion.blur_recording")
    BlurWork.objects.create(recording=recording, state=ReworkState.WAITING)
    delete(recording)
    assert (blur(recording=recording), is_reworked()) == (None, False)
    restore_recording(recording=recording)
    assert (waiting, is_reworked()) == ([recording.pk], True)


def test_its_files_go_at_the_end_and_there_is_no_way_back(recording):
    delete(recording)
    assert erase_due(at=in_31_days()) == 1
    assert restore_recording(recording=recording) is False
    recording.refresh_from_db()
    assert (recording.source, recording.original_name, recording.duration_s) == ("", "", 60.0)
    assert recording.renditions.count() == 0
    assert files_of(recording) != []  # as after a worker that was killed here
    erase_deleted_recordings.func()
    assert files_of(recording) == []
    assert (erase_due(at=in_31_days()), clear_erased()) == (0, 0)


def test_erasing_now_waits_for_nothing(recording):
    delete(recording)
    erase_recording(recording=recording)
    assert Deletion.objects.get().erased_at is not None
    assert OxTask.objects.count() == 1


def test_a_store_that_is_away_keeps_it_for_the_next_time(recording, monkeypatch):
    delete(recording)
    erase_due(at=in_31_days())

    def away(**_names):
        raise StoreAway

    with monkeypatch.context() as broken:
        broken.setattr("moke.media.domain.erasing.remove_attempts", away)
        assert clear_erased() == 0
    assert clear_erased() == 1
    assert files_of(recording) == []
