"""The protocol of resumable uploads, answer by answer."""

import base64
import hashlib
from uuid import uuid4

import pytest

from moke.media.enums import State
from moke.media.models import Upload
from tests.tus import BYTES, Tus, source_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked", "stored_here")]


def test_upload_in_pieces_reaches_its_recording(tus, recording, asked):
    created = tus.create(recording=recording.key, filename="lesson.mp4")
    url = created.headers["Location"]
    assert (created.status_code, created.headers["Upload-Offset"]) == (201, "0")
    recording.refresh_from_db()
    assert (recording.state, recording.original_name) == (State.UPLOADING, "lesson.mp4")

    first = tus.patch(url, BYTES[:1000], 0)
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "1000")
    assert tus.head(url).headers["Upload-Offset"] == "1000"
    assert tus.patch(url, BYTES[1000:], 1000).status_code == 204

    assert source_of(recording) == BYTES
    assert (recording.state, recording.size_bytes) == (State.QUEUED, len(BYTES))
    assert asked == [recording.pk]


def test_upload_finished_twice_is_harmless(tus, recording, asked):
    url = tus.create(recording=recording.key).headers["Location"]
    tus.patch(url, BYTES, 0)
    again = tus.patch(url, BYTES, 0)
    empty = tus.patch(url, b"", len(BYTES))
    assert (again.status_code, empty.status_code) == (409, 204)
    assert tus.head(url).headers["Upload-Offset"] == str(len(BYTES))
    assert tus.delete(url).status_code == 204
    assert source_of(recording) == BYTES
    assert asked == [recording.pk]


def test_upload_whose_last_answer_was_swallowed_finishes_on_head(tus, recording, asked):
    url = tus.create(recording=recording.key).headers["Location"]
    tus.patch(url, BYTES[:-1], 0)
    upload = Upload.objects.get()
    with upload.path.open("ab") as file:
        file.write(BYTES[-1:])
    Upload.objects.update(offset_bytes=len(BYTES))

    assert tus.head(url).headers["Upload-Offset"] == str(len(BYTES))
    assert (source_of(recording), recording.state) == (BYTES, State.QUEUED)


def test_upload_that_lost_its_bytes_begins_anew(tus, recording):
    url = tus.create(recording=recording.key).headers["Location"]
    Upload.objects.update(offset_bytes=len(BYTES))
    assert tus.head(url).status_code == 404
    recording.refresh_from_db()
    assert recording.state == State.WAITING


def test_upload_with_creation_takes_the_bytes(tus, recording):
    created = tus.create(recording=recording.key, body=BYTES)
    assert (created.status_code, created.headers["Upload-Offset"]) == (201, str(len(BYTES)))
    assert source_of(recording) == BYTES


def test_upload_with_creation_refuses_more_than_declared(tus, recording):
    created = tus.create(recording=recording.key, length=10, body=b"x" * 30)
    assert created.status_code == 413
    assert Upload.objects.count() == 0
    recording.refresh_from_db()
    assert recording.state == State.WAITING


def test_patch_refuses_more_than_declared_and_writes_nothing(tus, recording):
    url = tus.create(recording=recording.key, length=10).headers["Location"]
    assert tus.patch(url, b"x" * 30, 0).status_code == 413
    assert tus.head(url).headers["Upload-Offset"] == "0"


def test_answers_follow_the_protocol(tus, recording):
    url = tus.create(recording=recording.key).headers["Location"]
    old = Tus(tus.client)
    old.headers = {"Tus-Resumable": "0.2.2"}
    refused = old.patch(url, BYTES, 0)
    assert (refused.status_code, refused.headers["Tus-Version"]) == (412, "1.0.0")
    answers = {
        "offset": tus.patch(url, BYTES, 7),
        "type": tus.patch(url, BYTES, 0, content_type="text/plain"),
        "offset missing": tus.client.generic(
            "PATCH", url, BYTES, "application/offset+octet-stream", headers=tus.headers
        ),
        "unknown": tus.head(f"/uploads/{uuid4()}"),
        "no id": tus.head("/uploads/.."),
        "method": tus.client.get(url, headers=tus.headers),
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "offset": 409,
        "type": 415,
        "offset missing": 400,
        "unknown": 404,
        "no id": 404,
        "method": 405,
    }
    assert {a.headers["Tus-Resumable"] for a in answers.values()} == {"1.0.0"}
    assert tus.head(url).headers["Upload-Offset"] == "0"
    assert tus.head(url).headers["Cache-Control"] == "no-store"


def test_head_gives_back_the_metadata_as_sent(tus, recording):
    url = tus.create(recording=recording.key, filename="课 1.mp4").headers["Location"]
    key = base64.b64encode(str(recording.key).encode()).decode()
    name = base64.b64encode("课 1.mp4".encode()).decode()
    assert tus.head(url).headers["Upload-Metadata"] == f"recording {key},filename {name}"


def test_options_tell_what_is_offered(client, settings):
    answer = client.options("/uploads/")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == str(settings.MOKE_MAX_UPLOAD_BYTES)
    offered = "creation,creation-with-upload,termination,expiration"
    assert answer.headers["Tus-Extension"] == offered


def test_method_may_be_tunnelled_through_post_alone(tus, recording):
    url = tus.create(recording=recording.key).headers["Location"]
    over = {"X-HTTP-Method-Override": "PATCH"}
    sent = tus.headers | {"Upload-Offset": "0"} | over
    kind = "application/offset+octet-stream"
    assert tus.client.generic("POST", url, BYTES, kind, headers=sent).status_code == 204
    assert tus.client.get(url, headers=tus.headers | over).status_code == 405


def test_full_disk_is_told_and_loses_nothing(tus, recording, monkeypatch):
    url = tus.create(recording=recording.key).headers["Location"]
    tus.patch(url, BYTES[:10], 0)
    with monkeypatch.context() as full:
        full.setattr("moke.media.uploads.os.fdatasync", _raise_full)
        assert tus.patch(url, BYTES[10:], 10).status_code == 507
    assert tus.patch(url, BYTES[10:], 10).status_code == 204
    assert hashlib.sha256(source_of(recording)).digest() == hashlib.sha256(BYTES).digest()


def _raise_full(descriptor):
    raise OSError(28, "No space left on device")
