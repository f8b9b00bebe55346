"""Adding captions on the page, and taking them away."""

import pytest
from asgiref.sync import async_to_sync
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from moke.media.playback import player_context
from tests.factories.accounts import UserFactory
from tests.factories.lessons import TakeFactory
from tests.factories.media import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\n树很孤单。\n"


@pytest.fixture
def recording():
    take = TakeFactory()
    take.recording = RecordingFactory(owner=take.lesson.author, ready=True)
    take.save()
    return take.recording


def send(client, recording, content=VTT, **data):
    upload = SimpleUploadedFile("课堂.vtt", content.encode())
    return client.post(
        reverse("media:captions", args=[recording.key]),
        {"file": upload, "language": "zh-Hans"} | data,
    )


def remove(client, recording, **data):
    return client.post(reverse("media:captions_remove", args=[recording.key, "zh-Hans"]), data)


async def whole(response):
    return b"".join([piece async for piece in response]).decode()


def test_captions_are_offered_by_the_player(sign_in, recording):
    client = sign_in(recording.owner)
    back = reverse("lessons:take", args=[recording.take.pk])
    answer = send(client, recording, next=back)
    assert (answer.status_code, answer.url) == (302, back)
    recording.refresh_from_db()
    [track] = player_context(recording, recording.owner)["tracks"]
    client.post(reverse("media:grant", args=[recording.key]))
    file = client.get(track["src"])
    assert (file.status_code, file.headers["Content-Type"]) == (200, "text/vtt; charset=utf-8")
    assert async_to_sync(whole)(file).strip() == VTT.strip()


def test_captions_that_are_none_are_refused_in_words(sign_in, recording):
    answer = send(sign_in(recording.owner), recording, "nothing", next="/lessons/mine/")
    assert answer.status_code == 422
    assert "There are no captions in this file." in answer.text
    assert 'href="/lessons/mine/"' in answer.text
    assert "file" in answer.context["captions_form"].errors


def test_captions_lead_to_no_other_site(sign_in, recording):
    client = sign_in(recording.owner)
    assert send(client, recording, next="https://example.org/").url == reverse("home")
    assert remove(client, recording, next="//example.org/").url == reverse("home")


def test_captions_are_taken_away(sign_in, recording):
    client = sign_in(recording.owner)
    send(client, recording)
    assert remove(client, recording, next="/lessons/mine/").url == "/lessons/mine/"
    recording.refresh_from_db()
    assert player_context(recording, recording.owner)["tracks"] == []
    assert storages["recordings"].listdir(f"{recording.key}/{recording.published_attempt}")[0] == []


def test_captions_are_for_who_may_upload_the_recording(sign_in, recording):
    stranger, visitor = sign_in(UserFactory()), sign_in(None)
    assert (send(stranger, recording).status_code, remove(stranger, recording).status_code) == (
        404,
        404,
    )
    assert send(visitor, recording).status_code == remove(visitor, recording).status_code == 302
    get = sign_in(recording.owner).get(reverse("media:captions", args=[recording.key]))
    assert get.status_code == 405
    recording.refresh_from_db()
    assert recording.tracks == {}


def test_take_page_offers_captions_once_the_recording_plays(sign_in, recording):
    client = sign_in(recording.owner)
    page = client.get(reverse("lessons:take", args=[recording.take.pk]))
    assert reverse("media:captions", args=[recording.key]) in page.text
    assert "captions-remove" not in page.text
    waiting = TakeFactory(lesson=recording.take.lesson)
    page = client.get(reverse("lessons:take", args=[waiting.pk]))
    assert "captions-form" not in page.text


def edit(client, recording, text, based_on):
    address = reverse("media:captions_edit", args=[recording.key, "en"])
    return client.post(address, {"text": text, "based_on": based_on})


def test_editor_keeps_what_was_typed_when_others_were_saved_meanwhile(sign_in, recording):
    client = sign_in(recording.owner)
    assert edit(client, recording, VTT, "").status_code == 302
    mine = VTT.replace("树", "我的树")
    answer = edit(client, recording, mine, "")
    assert answer.status_code == 409
    assert "我的树很孤单。" in answer.text
    recording.refresh_from_db()
    assert answer.context["form"]["based_on"].value() == recording.tracks["en"]
    assert edit(client, recording, mine, recording.tracks["en"]).status_code == 302


def test_editor_keeps_what_was_typed_wrong(sign_in, recording):
    answer = edit(sign_in(recording.owner), recording, "WEBVTT\n\n0:01 --> x\n树", "")
    assert (answer.status_code, "0:01 --&gt; x" in answer.text) == (422, True)


def test_transcript_comes_in_the_language_asked_for(sign_in, recording):
    client = sign_in(recording.owner)
    send(client, recording)
    edit(client, recording, VTT.replace("树很孤单。", "<The> tree"), "")
    address = reverse("media:transcript", args=[recording.key])
    said = {language: client.get(address, {"language": language}) for language in ("en", "xx")}
    assert [cue.words for cue in said["en"].context["cues"]] == ["tree"]
    assert [cue.words for cue in said["xx"].context["cues"]] == ["树很孤单。"]
    assert 'data-at="1.0"' in said["en"].text


def test_transcript_that_is_not_there_says_how_to_get_captions(sign_in, recording):
    address = reverse("media:transcript", args=[recording.key])
    page = sign_in(recording.owner).get(address).text
    assert reverse("media:captions_edit", args=[recording.key, "zh-Hans"]) in page
