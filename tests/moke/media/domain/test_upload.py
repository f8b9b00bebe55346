"""What an upload does to its recording."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from moke.media.domain.upload import clear_stale_uploads
from moke.media.enums import State
from moke.media.models import Recording, Upload
from tests.tus import BYTES, source_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked", "stored_here")]


@pytest.mark.parametrize("state", [State.QUEUED, State.ENCODING, State.READY])
def test_create_refuses_a_recording_that_has_its_file(tus, recording, state):
    Recording.objects.filter(pk=recording.pk).update(state=state)
    assert tus.create(recording=recording.key).status_code == 409


def test_create_after_a_failure_fills_the_recording_again(tus, recording):
    Recording.objects.filter(pk=recording.pk).update(state=State.FAILED, problem="cut-off")
    assert tus.create(recording=recording.key, body=BYTES).status_code == 201
    assert source_of(recording) == BYTES
    assert (recording.state, recording.problem) == (State.QUEUED, "")


def test_create_replaces_ones_own_unfinished_upload(tus, recording):
    first = tus.create(recording=recording.key).headers["Location"]
    tus.patch(first, BYTES[:10], 0)
    left = Upload.objects.get().path
    second = tus.create(recording=recording.key).headers["Location"]
    assert (tus.head(first).status_code, tus.head(second).status_code) == (404, 200)
    assert not left.exists()


def test_create_refuses_what_is_too_large(tus, recording, settings, monkeypatch):
    settings.MOKE_MAX_UPLOAD_BYTES = 100
    assert tus.create(recording=recording.key, length=101).status_code == 413
    monkeypatch.setattr("moke.media.domain.upload.free_bytes", lambda: 1)
    full = tus.create(recording=recording.key, length=100)
    assert full.status_code == 507
    assert full.text.startswith("The server has no room for this file")


def test_create_without_a_recording_fills_the_inbox(tus, teacher):
    tus.create(filename="room-12.mkv", body=BYTES)
    recording = Recording.objects.get()
    assert (recording.owner, recording.original_name) == (teacher, "room-12.mkv")
    assert source_of(recording) == BYTES


def test_cancelled_upload_lets_its_recording_wait(tus, recording):
    url = tus.create(recording=recording.key).headers["Location"]
    tus.patch(url, BYTES[:10], 0)
    path = Upload.objects.get().path
    assert tus.delete(url).status_code == 204
    recording.refresh_from_db()
    assert (recording.state, path.exists(), tus.head(url).status_code) == (
        State.WAITING,
        False,
        404,
    )


def test_cancelled_upload_of_the_inbox_leaves_nothing(tus):
    url = tus.create(filename="a.mp4").headers["Location"]
    tus.delete(url)
    assert Recording.objects.count() == 0


def test_stale_uploads_are_cleared(tus, recording):
    url = tus.create(recording=recording.key).headers["Location"]
    tus.patch(url, BYTES[:10], 0)
    path = Upload.objects.get().path
    assert clear_stale_uploads() == 0
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert tus.head(url).status_code == 410
    call_command("clear_uploads", stdout=StringIO())
    recording.refresh_from_db()
    assert (Upload.objects.count(), path.exists(), recording.state) == (0, False, State.WAITING)


@pytest.mark.parametrize("name", ["/../x/-y.mp4", "🎬" * 75 + ".mp4", "", "课" * 100])
def test_upload_name_never_becomes_a_path(tus, recording, name, tmp_path):
    tus.create(recording=recording.key, filename=name, body=BYTES)
    assert source_of(recording) == BYTES
    assert recording.source == f"{recording.key}/source"
