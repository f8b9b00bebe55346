"""Recordings in a bucket: the whole way from the upload to the bytes that viewers get."""

import time
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from moke.accounts.enums import Role
from moke.media.domain.captions import put_captions, remove_captions
from moke.media.domain.processing import process, remove_retired
from moke.media.domain.reconcile import find_faults
from moke.media.domain.replacing import replace
from moke.media.enums import Replacing, State
from moke.media.files import file_path
from moke.media.grants import UNTIL_COOKIE
from tests.clips import make_clip
from tests.factories.accounts import MembershipFactory
from tests.factories.media import RecordingFactory
from tests.moke.media.replaced import confirm, offered, state_of
from tests.moke.media.viewer import Viewer, make_queued, make_stored
from tests.tus import BYTES, Tus, source_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_bucket")]
PART = {"Range": "bytes=100-299"}


@pytest.fixture
def viewer(sign_in, teacher):
    """The author before a recording of theirs that was encoded into the bucket."""
    viewer = Viewer(sign_in(teacher), make_stored(teacher))
    assert viewer.take_grant() == HTTPStatus.NO_CONTENT
    return viewer


def fetch(url, headers=None):
    """Ask the store as a browser would; return status, bytes and headers."""
    try:
        with urlopen(Request(url, headers=headers or {})) as answer:
            return answer.status, answer.read(), answer.headers
    except HTTPError as error:
        return error.code, error.read(), error.headers


def lifetime_s(answer):
    return int(parse_qs(urlsplit(answer.headers["Location"]).query)["X-Amz-Expires"][0])


def test_recording_goes_from_upload_to_playback(in_bucket, sign_in, teacher, tmp_path):
    recording = RecordingFactory(owner=teacher)
    clip = make_clip(tmp_path / "课堂.mp4", seconds=3, size="640x360")
    content = clip.read_bytes()
    tus = Tus(sign_in(teacher))
    url = tus.create(length=len(content), recording=recording.key, filename=clip.name).headers[
        "Location"
    ]
    assert tus.patch(url, content, 0).status_code == HTTPStatus.NO_CONTENT
    assert source_of(recording) == content
    assert recording.state == State.QUEUED
    assert list((tmp_path / "uploads").iterdir()) == []

    assert process(recording=recording) is None
    remove_retired(recording=recording)
    recording.refresh_from_db()
    assert (recording.state, recording.warning) == (State.READY, "")
    folder = f"recordings/{recording.key}/"
    names = ["360.m3u8", "360.mp4", "master.m3u8", "poster.jpg", "sprites.jpg", "sprites.vtt"]
    names.append("waveform.svg")
    made = [f"{folder}{recording.published_attempt}/{name}" for name in names]
    assert in_bucket.objects(folder) == [*made, f"{folder}source"]
    assert not any(path.is_file() for path in (tmp_path / "work").rglob("*"))

    viewer = Viewer(sign_in(teacher), recording)
    viewer.take_grant()
    assert viewer.get("360.m3u8").content.startswith(b"#EXTM3U")
    answer = viewer.get("360.mp4", Range="bytes=4-11")
    stored = storages["recordings"].read(
        file_path(key=recording.key, attempt=recording.published_attempt, name="360.mp4")
    )
    assert (answer.status_code, answer.content) == (HTTPStatus.FOUND, b"")
    assert fetch(answer.headers["Location"], {"Range": "bytes=4-11"})[1] == stored[4:12]


def test_file_is_replaced_and_nothing_of_the_old_one_is_left(in_bucket, viewer, tmp_path):
    recording, folder = viewer.recording, f"recordings/{viewer.recording.key}/"
    before = in_bucket.objects(folder)
    film = make_clip(tmp_path / "b.mp4", seconds=3, size="640x360")
    offered(recording, film)
    assert set(before) < set(in_bucket.objects(folder))
    confirm(recording)
    assert replace(recording=recording) is None
    recording.refresh_from_db()
    assert state_of(recording) == (Replacing.DONE, "")
    left = in_bucket.objects(folder)
    assert [name for name in left if "/source" in name] == [f"recordings/{recording.source}"]
    assert {name.split("/")[2] for name in left if "/source" not in name} == {
        recording.published_attempt
    }
    assert storages["recordings"].read(recording.source) == film.read_bytes()
    assert not any(path.is_file() for path in (tmp_path / "work").rglob("*"))
    assert not any((tmp_path / "uploads").iterdir())
    assert list(find_faults()) == []
    answer = viewer.get("360.mp4", Range="bytes=4-7")
    assert fetch(answer.headers["Location"], {"Range": "bytes=4-7"})[1] == b"ftyp"


def test_rendition_is_led_to_by_an_address_as_old_as_its_grant(viewer):
    answer = viewer.get()
    assert (answer.status_code, answer.content) == (HTTPStatus.FOUND, b"")
    assert answer.headers["Cache-Control"] == "no-store"
    assert 55 <= lifetime_s(answer) <= 60
    _status, body, headers = fetch(answer.headers["Location"], PART)
    assert body == BYTES[100:300]
    assert headers["Content-Type"] == "video/mp4"
    assert headers["Content-Range"] == f"bytes 100-299/{len(BYTES)}"


def test_rendition_is_led_to_no_longer_than_its_grant_lasts(viewer, settings):
    settings.MOKE_GRANT_LIFETIME_S = 2
    viewer.take_grant()
    answer = viewer.get()
    assert lifetime_s(answer) <= 2
    assert fetch(answer.headers["Location"], PART)[1] == BYTES[100:300]
    time.sleep(3.1)
    assert viewer.get().status_code == HTTPStatus.GONE
    status, body, _headers = fetch(answer.headers["Location"], PART)
    assert status >= HTTPStatus.BAD_REQUEST
    assert BYTES[100:200] not in body


def test_rendition_is_led_to_by_no_grant_that_is_wrong(viewer, sign_in):
    viewer.cookies[UNTIL_COOKIE] = "99999999999"
    answer = viewer.get()
    assert (answer.status_code, answer.headers.get("Location")) == (HTTPStatus.FORBIDDEN, None)
    stranger = Viewer(sign_in(MembershipFactory(role=Role.STUDENT).person), viewer.recording)
    assert stranger.take_grant() == HTTPStatus.NOT_FOUND
    assert stranger.get().status_code == HTTPStatus.FORBIDDEN


def test_signature_fits_one_object_only(viewer):
    address = viewer.get().headers["Location"]
    other = address.replace("360.mp4", "360.m3u8")
    assert fetch(other)[0] >= HTTPStatus.BAD_REQUEST
    assert fetch(address.partition("?")[0])[0] >= HTTPStatus.BAD_REQUEST


def test_playlists_come_from_our_own_site(viewer):
    answer = viewer.get("360.m3u8")
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, BYTES)
    known = viewer.get("360.m3u8", If_None_Match=answer.headers["ETag"])
    assert known.status_code == HTTPStatus.NOT_MODIFIED
    assert viewer.get("no.m3u8").status_code == HTTPStatus.NOT_FOUND


def test_head_asks_without_leading_away(viewer):
    answer = viewer.get(method="head")
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, str(len(BYTES)))


def test_poster_is_led_to_and_kept_for_a_while(viewer, sign_in):
    answer = viewer.client.get(reverse("media:poster", args=[viewer.recording.key]))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "private, max-age=30")
    assert lifetime_s(answer) == 60
    _status, body, headers = fetch(answer.headers["Location"])
    assert (body, headers["Content-Type"]) == (BYTES, "image/jpeg")
    nobody = sign_in(None).get(reverse("media:poster", args=[viewer.recording.key]))
    assert nobody.status_code == HTTPStatus.NOT_FOUND


def test_source_is_saved_under_its_own_name(viewer):
    answer = viewer.get(url=reverse("media:source", args=[viewer.recording.key]))
    assert lifetime_s(answer) == 60
    _status, body, headers = fetch(answer.headers["Location"])
    assert body == BYTES
    assert headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E6%A0%91%E5%92%8C%E5%96%9C%E9%B9%8A%201.mp4"
    )


def test_captions_are_put_replaced_and_removed(in_bucket, viewer):
    track = "WEBVTT\n\n00:00.000 --> 00:02.000\n{}\n"
    for words in ("第一", "第二"):
        put_captions(
            recording=viewer.recording, upload=ContentFile(track.format(words).encode(), name="a")
        )
    assert "第二" in viewer.get(viewer.recording.tracks["zh-Hans"]).content.decode()
    remove_captions(recording=viewer.recording)


@pytest.mark.django_db(transaction=True)
def test_captions_that_were_replaced_are_gone_from_the_bucket(in_bucket, viewer):
    track = ContentFile(b"WEBVTT\n\n00:00.000 --> 00:02.000\nOne\n", name="a.vtt")
    put_captions(recording=viewer.recording, upload=track)
    assert (
        len([name for name in in_bucket.objects() if viewer.recording.tracks["zh-Hans"] in name])
        == 1
    )
    before = viewer.recording.tracks["zh-Hans"]
    track.seek(0)
    put_captions(recording=viewer.recording, upload=track)
    assert [name for name in in_bucket.objects() if before in name] == []


def test_attempts_of_dead_workers_are_swept(in_bucket, teacher, tmp_path):
    recording = make_queued(teacher, tmp_path)
    dead = f"{recording.key}/{'d' * 32}/360.mp4"
    storages["recordings"].save(dead, ContentFile(b"half"))
    process(recording=recording)
    remove_retired(recording=recording)
    assert [name for name in in_bucket.objects() if "/dddd" in name] == []
    assert len(in_bucket.objects(f"recordings/{recording.key}/")) == 8
