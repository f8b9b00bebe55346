"""Delivery of recordings: the grant door, ranges, poster and source."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from moke.accounts.enums import Role
from moke.media.domain.position import keep_position
from moke.media.models import Recording
from moke.media.playback import player_context, poster_url
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.media import RecordingFactory
from tests.moke.media.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]
BYTES = bytes(range(256)) * 4096  # 1 MiB: four pieces


@pytest.fixture
def author():
    return MembershipFactory(role=Role.TEACHER).person


@pytest.fixture
def recording(author):
    recording = RecordingFactory(owner=author, ready=True, original_name="树和喜鹊 1.mp4")
    recording.source = f"{recording.key}/source"
    recording.save()
    folder = f"{recording.key}/{recording.published_attempt}"
    for name in ("360.mp4", "master.m3u8", "poster.jpg", "sprites.vtt"):
        storages["recordings"].save(f"{folder}/{name}", ContentFile(BYTES))
    storages["recordings"].save(recording.source, ContentFile(BYTES))
    return recording


@pytest.fixture
def viewer(sign_in, author, recording):
    viewer = Viewer(sign_in(author), recording)
    assert viewer.take_grant() == 204
    return viewer


def test_file_is_given_whole_in_small_pieces(viewer):
    answer = viewer.get()
    assert (answer.status_code, answer.body) == (200, BYTES)
    assert {len(piece) for piece in answer.pieces} == {256 * 1024}
    assert answer.headers["Content-Length"] == str(len(BYTES))
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"] == "private"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_file_answers_head(viewer):
    answer = viewer.get(method="head")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(BYTES))


@pytest.mark.parametrize("name", ["720.mp4", "source", "360.exe", "..mp4", ".mp4"])
def test_file_that_is_none_is_not_found(viewer, name):
    assert viewer.get(name).status_code == 404


@pytest.mark.parametrize("attempt", ["b" * 32, "source", "-"])
def test_file_of_another_attempt_is_not_found(viewer, attempt):
    assert viewer.get(attempt=attempt).status_code == 404


def test_grant_is_for_who_may_watch(sign_in, recording):
    stranger = sign_in(UserFactory())
    signed_out = sign_in(None)
    url = reverse("media:grant", args=[recording.key])
    codes = [stranger.post(url).status_code, signed_out.post(url).status_code]
    assert codes == [404, 404]
    assert sign_in(recording.owner).get(url).status_code == 405


def test_poster_is_for_who_may_watch(sign_in, author, recording):
    url = reverse("media:poster", args=[recording.key])
    seen = sign_in(author).get(url)
    assert (seen.status_code, seen.content) == (200, BYTES)
    assert seen.headers["Cache-Control"] == "private, max-age=300"
    assert sign_in(UserFactory()).get(url).status_code == 404
    storages["recordings"].delete(f"{recording.key}/{recording.published_attempt}/poster.jpg")
    assert sign_in(author).get(url).status_code == 404


def test_waveform_is_for_who_may_watch_what_has_one(sign_in, author, recording):
    url = reverse("media:waveform", args=[recording.key])
    assert sign_in(author).get(url).status_code == 404
    recording.has_waveform = True
    recording.save()
    folder = f"{recording.key}/{recording.published_attempt}"
    storages["recordings"].save(f"{folder}/waveform.svg", ContentFile(b"<svg/>"))
    seen = sign_in(author).get(url)
    assert (seen.status_code, seen.content) == (200, b"<svg/>")
    assert seen.headers["Content-Type"] == "image/svg+xml"
    assert player_context(recording, author)["waveform"] == url
    assert sign_in(UserFactory()).get(url).status_code == 404


def test_source_is_downloaded_by_its_owner(viewer, sign_in):
    url = reverse("media:source", args=[viewer.recording.key])
    answer = viewer.get(url=url, Range="bytes=0-9")
    assert (answer.status_code, answer.body) == (206, BYTES[:10])
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E6%A0%91%E5%92%8C%E5%96%9C%E9%B9%8A%201.mp4"
    )
    stranger = Viewer(sign_in(UserFactory()), viewer.recording)
    assert stranger.get(url=url).status_code == 404


def test_player_context_tells_what_a_player_needs(author, recording):
    keep_position(person=author, recording=recording, position_s=12.5)
    context = player_context(recording, author)
    base = f"/media/recordings/{recording.key}/{recording.published_attempt}"
    assert context == {
        "recording": recording,
        "master": f"{base}/master.m3u8",
        "poster": poster_url(recording),
        "is_shut": False,
        "sprites": f"{base}/sprites.vtt",
        "waveform": "",
        "tracks": [],
        "chapters": "",
        "grant_url": f"/recordings/{recording.key}/grant/",
        "grant_lifetime_s": 60,
        "position_url": f"/recordings/{recording.key}/position/",
        "asked": None,
        "zero_s": 0.0,
        "position_s": 12.5,
        "span_s": None,
        "is_led": False,
        "duration_s": 60.0,
    }


def test_player_of_a_span_begins_there_whatever_was_watched(author, recording):
    keep_position(person=author, recording=recording, position_s=12.5)
    context = player_context(recording, author, span_s=(30.5, 42.0))
    assert (context["span_s"], context["position_s"]) == ((30.5, 42.0), 0.0)


def test_player_that_is_led_begins_where_it_is_led_to(author, recording):
    keep_position(person=author, recording=recording, position_s=12.5)
    context = player_context(recording, author, is_led=True)
    assert (context["is_led"], context["position_s"]) == (True, 0.0)


def test_player_context_finds_captions(author, recording):
    recording.tracks = {"en": "captions-2.vtt", "zh-Hans": "captions-1.vtt"}
    base = f"/media/recordings/{recording.key}/{recording.published_attempt}"
    assert player_context(recording, author)["tracks"] == [
        {"src": f"{base}/captions-1.vtt", "label": "中文", "language": "zh-Hans"},
        {"src": f"{base}/captions-2.vtt", "label": "English", "language": "en"},
    ]


def test_stills_have_addresses_of_their_own():
    """Browsers keep pictures: another set, or another choice, is another address."""
    key = uuid4()
    first, again = (Recording(key=key, height_px=720, published_attempt=n * 32) for n in "ab")
    chosen = Recording(key=key, height_px=720, published_attempt="a" * 32, poster="poster-9.jpg")
    url = f"/recordings/{key}/poster.jpg"
    assert [poster_url(one) for one in (first, again, chosen)] == [
        f"{url}?aaaaaaaa-poster.jpg",
        f"{url}?bbbbbbbb-poster.jpg",
        f"{url}?aaaaaaaa-poster-9.jpg",
    ]
    assert poster_url(Recording(key=key, published_attempt="a" * 32)) == ""
