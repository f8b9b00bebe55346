import base64
import hashlib
import shutil
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken

from moke.accounts.enums import Role
from moke.media.domain.upload import clean_name, clear_stale_uploads
from moke.media.enums import State
from moke.media.models import Recording, Upload
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.media import RecordingFactory

pytestmark = pytest.mark.django_db
SIZE = 4096
BYTES = bytes(range(256)) * (SIZE // 256)


@pytest.fixture(autouse=True)
def _data_folder(settings, tmp_path):
    settings.MOKE_DATA_DIR = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "recordings": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "recordings"},
        }
    }


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """Hold the pipeline back; return what it was asked to do."""
    asked_for = []
    pipeline = SimpleNamespace(enqueue=asked_for.append)
    monkeypatch.setattr("moke.media.domain.recording.process_recording", pipeline)
    return asked_for


@pytest.fixture
def teacher():
    return MembershipFactory(role=Role.TEACHER).person


class Tus:
    """A raw tus client."""

    def __init__(self, client, **headers):
        self.client = client
        self.headers = {"Tus-Resumable": "1.0.0", **headers}

    def create(self, *, length=SIZE, body=b"", headers=None, **metadata):
        pairs = [f"{k} {base64.b64encode(str(v).encode()).decode()}" for k, v in metadata.items()]
        sent = self.headers | {"Upload-Length": str(length), "Upload-Metadata": ",".join(pairs)}
        return self.client.generic(
            "POST",
            "/uploads/",
            body,
            content_type="application/offset+octet-stream",
            headers=sent | (headers or {}),
        )

    def patch(self, url, body, offset, content_type="application/offset+octet-stream", **headers):
        sent = self.headers | {"Upload-Offset": str(offset), "Content-Type": content_type} | headers
        return self.client.generic("PATCH", url, body, content_type=content_type, headers=sent)

    def head(self, url):
        return self.client.head(url, headers=self.headers)

    def delete(self, url):
        return self.client.delete(url, headers=self.headers)


@pytest.fixture
def tus(sign_in, teacher):
    return Tus(sign_in(teacher))


@pytest.fixture
def recording(teacher):
    return RecordingFactory(owner=teacher)


def source_of(recording):
    recording.refresh_from_db()
    with storages["recordings"].open(recording.source) as file:
        return file.read()


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
    usage = shutil.disk_usage("/")._replace(free=1)
    monkeypatch.setattr("moke.media.domain.upload.shutil.disk_usage", lambda path: usage)
    full = tus.create(recording=recording.key, length=100)
    assert full.status_code == 507
    assert full.text.startswith("The server has no room for this file")


def test_create_without_a_recording_fills_the_inbox(tus, teacher):
    tus.create(filename="room-12.mkv", body=BYTES)
    recording = Recording.objects.get()
    assert (recording.owner, recording.original_name) == (teacher, "room-12.mkv")
    assert source_of(recording) == BYTES


def test_create_asks_for_permission(sign_in, recording):
    colleague = Tus(sign_in(MembershipFactory(role=Role.TEACHER).person))
    student = Tus(sign_in(MembershipFactory(role=Role.STUDENT).person))
    nobody = Tus(sign_in(UserFactory()))
    signed_out = Tus(Client())
    codes = [tus.create(recording=recording.key).status_code for tus in (colleague, student)]
    assert codes == [404, 403]
    assert [tus.create().status_code for tus in (nobody, signed_out)] == [403, 401]
    assert colleague.create(recording="no-key").status_code == 404


def test_upload_of_another_person_is_unknown(tus, recording, sign_in):
    url = tus.create(recording=recording.key).headers["Location"]
    other = Tus(sign_in(MembershipFactory(role=Role.TEACHER).person))
    codes = [other.head(url), other.patch(url, BYTES, 0), other.delete(url)]
    assert [answer.status_code for answer in codes] == [404, 404, 404]
    assert tus.head(url).headers["Upload-Offset"] == "0"


def test_page_needs_its_csrf_token(teacher, recording):
    client = Client(enforce_csrf_checks=True)
    client.force_login(teacher, backend="django.contrib.auth.backends.ModelBackend")
    assert Tus(client).create(recording=recording.key).status_code == 403
    client.cookies["csrftoken"] = "a" * 32
    with_token = Tus(client, **{"X-CSRFToken": "a" * 32})
    assert with_token.create(recording=recording.key).status_code == 201


def test_recorder_uploads_with_its_token(teacher, recording):
    token, key = APIToken.create_token(user=teacher, name="Room 12")
    recorder = Tus(Client(enforce_csrf_checks=True), Authorization=f"Bearer {key}")
    url = recorder.create(recording=recording.key).headers["Location"]
    assert recorder.patch(url, BYTES, 0).status_code == 204
    assert source_of(recording) == BYTES
    token.refresh_from_db()
    assert token.last_used_at is not None

    token.revoke()
    revoked = recorder.head(url)
    assert (revoked.status_code, revoked.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_token_of_a_student_or_someone_gone_is_refused(teacher):
    student = MembershipFactory(role=Role.STUDENT).person
    keys = {person: APIToken.create_token(user=person, name="")[1] for person in (student, teacher)}
    teacher.is_active = False
    teacher.save()
    codes = [
        Tus(Client(), Authorization=f"Bearer {key}").create().status_code
        for key in (*keys.values(), "wagtail_nonsense")
    ]
    assert codes == [403, 401, 401]


def test_session_does_not_help_a_bad_token(tus):
    tus.headers["Authorization"] = "Bearer nonsense"
    assert tus.create().status_code == 401


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
    ],
)
def test_clean_name_keeps_what_can_be_shown(name, shown):
    assert clean_name(name) == shown


@pytest.mark.parametrize("name", ["/../x/-y.mp4", "🎬" * 75 + ".mp4", "", "课" * 100])
def test_upload_name_never_becomes_a_path(tus, recording, name, tmp_path):
    tus.create(recording=recording.key, filename=name, body=BYTES)
    assert source_of(recording) == BYTES
    assert recording.source == f"{recording.key}/source"
