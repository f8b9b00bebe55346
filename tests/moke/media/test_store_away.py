"""While the bucket is away nothing is lost, and everybody is told so."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from moke.media.domain.processing import process, remove_retired
from moke.media.domain.upload import put_uploads_away
from moke.media.enums import State
from moke.media.models import Recording, Upload
from moke.media.playback import player_context
from tests.factories.media import RecordingFactory
from tests.moke.media.viewer import Viewer, make_queued, make_stored
from tests.tus import BYTES, Tus, source_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_bucket")]


@pytest.fixture
def viewer(sign_in, teacher):
    viewer = Viewer(sign_in(teacher), make_stored(teacher))
    viewer.take_grant()
    return viewer


def test_upload_waits_on_the_disk_while_the_store_is_away(in_bucket, sign_in, teacher):
    recording = RecordingFactory(owner=teacher)
    tus = Tus(sign_in(teacher))
    url = tus.create(recording=recording.key).headers["Location"]
    in_bucket.cut()
    answer = tus.patch(url, BYTES, 0)
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.content.decode().startswith("The recording is here")
    assert tus.head(url).status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert Upload.objects.get().path.read_bytes() == BYTES
    assert not put_uploads_away()

    in_bucket.serve()
    assert put_uploads_away()
    assert (source_of(recording), recording.state) == (BYTES, State.QUEUED)
    head = tus.head(url)
    assert (head.status_code, head.headers["Upload-Offset"]) == (200, str(len(BYTES)))


def test_upload_on_the_disk_of_another_machine_is_left_to_it(in_bucket, sign_in, teacher):
    recording = RecordingFactory(owner=teacher)
    Tus(sign_in(teacher)).create(recording=recording.key)
    Upload.objects.update(offset_bytes=len(BYTES))
    assert put_uploads_away()
    assert Upload.objects.get().finished_at is None


def test_encode_waits_while_the_store_is_away(in_bucket, teacher, tmp_path):
    recording = make_queued(teacher, tmp_path)
    in_bucket.cut()
    again_at = process(recording=recording)
    assert timedelta() < again_at - timezone.now() < timedelta(minutes=2)
    recording.refresh_from_db()
    assert (recording.state, recording.problem, recording.leased_until) == ("queued", "", None)
    in_bucket.serve()
    assert process(recording=recording) is None
    recording.refresh_from_db()
    assert recording.state == State.READY


def test_publishing_waits_while_the_store_is_away(in_bucket, teacher, tmp_path, monkeypatch):
    recording = make_queued(teacher, tmp_path)
    put = type(storages["recordings"]).put

    def cut_off(storage, path, name, on_progress=None):
        put(storage, path, name, on_progress)
        in_bucket.cut()

    monkeypatch.setattr(type(storages["recordings"]), "put", cut_off)
    assert process(recording=recording) is not None
    recording.refresh_from_db()
    assert (recording.state, recording.published_attempt) == (State.QUEUED, "")
    monkeypatch.undo()
    in_bucket.serve()
    assert process(recording=recording) is None
    recording.refresh_from_db()
    remove_retired(recording=recording)
    names = in_bucket.objects(f"recordings/{recording.key}/")
    assert {name.split("/")[2] for name in names} == {"source", recording.published_attempt}


def test_lease_is_kept_while_files_travel(in_bucket, teacher, tmp_path, monkeypatch):
    """Another worker that took over stops the one whose files still travel."""
    recording = make_queued(teacher, tmp_path)
    monkeypatch.setattr("moke.media.domain.lease.REPORT_EVERY_S", 0)
    fetched = type(storages["recordings"]).fetch

    def taken_over(storage, name, path, on_progress=None):
        Recording.objects.update(attempt="e" * 32)
        fetched(storage, name, path, on_progress)

    monkeypatch.setattr(type(storages["recordings"]), "fetch", taken_over)
    assert process(recording=recording) is None
    recording.refresh_from_db()
    assert (recording.attempt, recording.state) == ("e" * 32, State.PROBING)


def test_doors_say_that_the_store_is_away(in_bucket, viewer, sign_in):
    in_bucket.cut()
    assert viewer.get("360.m3u8").status_code == HTTPStatus.SERVICE_UNAVAILABLE
    answer = viewer.get(url=reverse("media:source", args=[viewer.recording.key]))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "The store of files is away" in answer.content.decode()


def test_page_of_a_recording_asks_the_store_nothing(in_bucket, viewer):
    in_bucket.cut()
    context = player_context(viewer.recording, viewer.recording.owner)
    assert context["sprites"].endswith("/sprites.vtt")
