"""The two doors to a recording's bytes, Moke's own and nginx's, answer alike."""

import http.client
import ssl
import time
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from moke.media.grants import MARK_COOKIE, UNTIL_COOKIE, sign
from tests.factories.accounts import UserFactory
from tests.factories.media import RecordingFactory
from tests.moke.media.viewer import Viewer, make_stored
from tests.nginx import HOST, free_port, running_nginx
from tests.tus import BYTES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]
SIZE = len(BYTES)
NOBODY_THERE = 502  # nginx asked Moke, which these tests do not run
DOORS = ("moke", "nginx")


class NginxViewer(Viewer):
    """Asks nginx for the bytes; takes its grants from Moke, like every viewer."""

    def __init__(self, client, recording, port):
        super().__init__(client, recording)
        self.port = port

    async def _get(self, method, url, headers):
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        line = http.client.HTTPSConnection(HOST, self.port, context=trusting, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method.upper(), url, headers=sent | {"Cookie": cookies})
        answer = line.getresponse()
        body = answer.read()
        line.close()
        return SimpleNamespace(
            status_code=answer.status, headers=answer.headers, body=body, streaming=False
        )


@pytest.fixture
def recording():
    recording = make_stored(UserFactory())
    folder = f"{recording.key}/{recording.published_attempt}"
    for name in ("master.m3u8", "sprites.vtt"):
        storages["recordings"].save(f"{folder}/{name}", ContentFile(BYTES))
    return recording


@pytest.fixture
def nginx_port(recording, tmp_path):
    folder = tmp_path / "nginx"
    folder.mkdir()
    with running_nginx(folder, upstream=f"{HOST}:{free_port()}") as port:
        yield port


@pytest.fixture
def viewer_of(request, sign_in):
    """Return a function that makes somebody a viewer at the door."""

    def make_viewer(person, recording, door):
        client = sign_in(person)
        if door == "moke":
            return Viewer(client, recording)
        return NginxViewer(client, recording, request.getfixturevalue("nginx_port"))

    return make_viewer


@pytest.fixture(params=DOORS)
def door(request):
    return request.param


@pytest.fixture
def viewer(viewer_of, recording, door):
    viewer = viewer_of(recording.owner, recording, door)
    assert viewer.take_grant() == 204
    return viewer


def test_door_gives_the_file_to_who_has_a_grant(viewer):
    answer = viewer.get()
    assert (answer.status_code, answer.body) == (200, BYTES)
    told = ("Content-Type", "Content-Length", "Accept-Ranges", "Cache-Control")
    assert [answer.headers[name] for name in told] == ["video/mp4", str(SIZE), "bytes", "private"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "status", "part", "told"),
    [
        ("bytes=1000-1999", 206, (1000, 2000), f"bytes 1000-1999/{SIZE}"),
        ("bytes=0-0", 206, (0, 1), f"bytes 0-0/{SIZE}"),
        ("bytes=-16", 206, (-16, None), f"bytes {SIZE - 16}-{SIZE - 1}/{SIZE}"),
        (f"bytes=-{SIZE * 2}", 206, (0, None), f"bytes 0-{SIZE - 1}/{SIZE}"),
        (f"bytes={SIZE - 1}-", 206, (-1, None), f"bytes {SIZE - 1}-{SIZE - 1}/{SIZE}"),
        (f"bytes=10-{SIZE * 2}", 206, (10, None), f"bytes 10-{SIZE - 1}/{SIZE}"),
        (f"bytes={SIZE}-", 416, None, f"bytes */{SIZE}"),
        ("bytes=-0", 416, None, f"bytes */{SIZE}"),
        ("bytes=0-1,4-5", 200, (0, None), None),
        ("items=0-1", 200, (0, None), None),
    ],
)
def test_door_answers_ranges(viewer, asked, status, part, told):
    answer = viewer.get(Range=asked)
    assert (answer.status_code, answer.headers.get("Content-Range")) == (status, told)
    if part:
        assert answer.body == BYTES[slice(*part)]


def test_door_answers_what_the_browser_has_already(viewer):
    etag = viewer.get(method="head").headers["ETag"]
    assert viewer.get(If_None_Match=etag).status_code == 304
    assert viewer.get(Range="bytes=0-9", If_Range=etag).status_code == 206
    assert viewer.get(Range="bytes=0-9", If_Range='"other"').status_code == 200


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("master.m3u8", "application/vnd.apple.mpegurl"),
        ("sprites.vtt", "text/vtt; charset=utf-8"),
        ("poster.jpg", "image/jpeg"),
    ],
)
def test_door_tells_types(viewer, name, content_type):
    assert viewer.get(name).headers["Content-Type"] == content_type


def test_door_takes_no_other_methods(viewer):
    assert viewer.get(method="post").status_code == 405


@pytest.mark.parametrize("name", ["720.mp4", "captions-none.vtt"])
def test_door_does_not_find_what_is_not_there(viewer, name):
    assert viewer.get(name).status_code == 404
    assert viewer.get(attempt="b" * 32).status_code == 404


def test_door_is_shut_without_a_grant(viewer_of, recording, door):
    assert viewer_of(recording.owner, recording, door).get().status_code == 403
    assert viewer_of(None, recording, door).get().status_code == 403


def test_door_is_shut_to_the_grant_of_another_viewer(viewer, viewer_of, door):
    other = viewer_of(viewer.recording.owner, viewer.recording, door)
    other.cookies |= {k: v for k, v in viewer.cookies.items() if k in {MARK_COOKIE, UNTIL_COOKIE}}
    assert other.get().status_code == 403
    other.cookies.pop("sessionid")
    assert other.get().status_code == 403


def test_door_is_shut_to_the_grant_of_another_recording(viewer):
    other = make_stored(viewer.recording.owner)
    url = f"/media/recordings/{other.key}/{other.published_attempt}/360.mp4"
    assert viewer.get(url=url).status_code == 403


def test_door_is_shut_to_a_stretched_grant(viewer):
    viewer.cookies[UNTIL_COOKIE] = str(int(time.time()) + 9999)
    assert viewer.get().status_code == 403


@pytest.mark.parametrize("until", ["", "later", "99999999999999999999", "1,99999999999"])
def test_door_is_shut_to_a_grant_without_an_end(viewer, until):
    viewer.cookies[UNTIL_COOKIE] = until
    assert viewer.get().status_code == 403


def test_door_tells_an_expired_grant(viewer, settings):
    settings.MOKE_GRANT_LIFETIME_S = -1
    viewer.take_grant()
    assert viewer.get().status_code == 410


def test_door_lets_no_borders_be_moved_between_the_words_of_a_grant(viewer):
    """Who has no account chooses the session: it must not stand for another recording."""
    other = RecordingFactory(ready=True)
    until = str(int(time.time()) + 60)
    mark = sign(until=until, recording_key=other.key, session_key=f"{viewer.recording.key} x")
    viewer.cookies |= {MARK_COOKIE: mark, UNTIL_COOKIE: f"{until} {other.key}", "sessionid": "x"}
    assert viewer.get().status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "{key}/source",
        "{key}/{attempt}/../source",
        "{key}/{attempt}/%2e%2e/source",
        "{key}/{attempt}/..%2fsource",
        "{key}/{attempt}/360.mp4/",
        "{key}/{attempt}/.mp4",
        "{key}/../../moke.sqlite3",
        "{key}/{attempt}/../../../secret-key",
        "{upper}/{attempt}/360.mp4",
    ],
)
def test_nginx_gives_published_files_alone(viewer_of, recording, path):
    """Moke itself answers all that has another shape."""
    viewer = viewer_of(recording.owner, recording, "nginx")
    viewer.take_grant()
    key = str(recording.key)
    path = path.format(key=key, upper=key.upper(), attempt=recording.published_attempt)
    assert viewer.get(url=f"/media/recordings/{path}").status_code == NOBODY_THERE


def test_nginx_leads_pages_to_moke(viewer_of, recording):
    viewer = viewer_of(recording.owner, recording, "nginx")
    assert viewer.get(url=f"/recordings/{uuid4()}/poster.jpg").status_code == NOBODY_THERE
