"""The editor offers captions written from the sound, and shows them to the author alone."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from moke.media.domain.captions import put_captions
from moke.media.enums import Drafting, DraftProblem
from moke.media.models import CaptionDraft
from tests.factories.accounts import UserFactory
from tests.factories.lessons import TakeFactory
from tests.factories.media import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\n树很孤单。\n"
OFFER = "Write captions from the sound"
HELP = "once whoever runs this site has set that up"


@pytest.fixture
def recording():
    take = TakeFactory()
    take.recording = RecordingFactory(owner=take.lesson.author, ready=True)
    take.save()
    return take.recording


@pytest.fixture
def author(sign_in, recording):
    return sign_in(recording.owner)


@pytest.fixture
def heard(monkeypatch, queue_of):
    """Have somebody who listens to Chinese; return which drafts they are asked for."""
    for name in ("views.captions", "domain.caption_draft", "templatetags.recordings"):
        monkeypatch.setattr(f"moke.media.{name}.languages_heard", lambda: ("zh-Hans",))
    return queue_of("moke.media.domain.caption_draft.draft_captions")


def address(name, recording, language="zh-Hans"):
    return reverse(f"media:{name}", args=[recording.key, language])


def make_draft(recording, state, **values):
    return CaptionDraft.objects.create(
        recording=recording, language="zh-Hans", state=state, **values
    )


def test_editor_says_how_captions_are_had_where_nobody_can_listen(author, recording):
    page = author.get(address("captions_edit", recording)).text
    assert (HELP in page, OFFER in page) == (True, False)
    page = author.get(reverse("lessons:take", args=[recording.take.pk])).text
    assert (HELP in page, "Write them from the sound" in page) == (True, False)


def test_author_asks_for_a_draft(author, recording, heard):
    assert OFFER in author.get(address("captions_edit", recording)).text
    assert HELP in author.get(address("captions_edit", recording, "en")).text
    answer = author.post(address("caption_draft", recording), {"next": "/lessons/mine/"})
    back = f"{address('captions_edit', recording)}?next=%2Flessons%2Fmine%2F"
    assert (answer.status_code, answer.url) == (302, back)
    assert heard == [recording.caption_drafts.get().pk]
    page = author.get(back).text
    assert ("hx-trigger" in page, "Waiting its turn" in page) == (True, True)


def test_asking_where_nobody_can_listen_is_answered_in_words(author, recording):
    answer = author.post(address("caption_draft", recording), follow=True)
    assert "Captions in this language cannot be written from the sound here." in answer.text
    assert recording.caption_drafts.count() == 0


def test_draft_is_edited_until_it_is_saved(author, recording, heard):
    make_draft(recording, Drafting.DONE, text=VTT)
    page = author.get(address("captions_edit", recording))
    assert page.context["form"]["text"].value() == VTT
    assert "nobody but you sees it yet" in page.text
    author.post(address("captions_edit", recording), {"text": VTT, "based_on": ""})
    assert recording.caption_drafts.count() == 0
    recording.refresh_from_db()
    assert list(recording.tracks) == ["zh-Hans"]


def test_draft_goes_before_captions_that_are_shown_and_does_not_touch_them(
    author, recording, heard
):
    put_captions(recording=recording, upload=ContentFile(VTT.replace("树", "花").encode()))
    make_draft(recording, Drafting.DONE, text=VTT)
    page = author.get(address("captions_edit", recording))
    assert page.context["form"]["text"].value() == VTT
    assert page.context["form"]["based_on"].value() == recording.tracks["zh-Hans"]
    transcript = author.get(reverse("media:transcript", args=[recording.key]))
    assert "花很孤单。" in transcript.text
    author.post(address("caption_draft_drop", recording))
    text = author.get(address("captions_edit", recording)).context["form"]["text"].value()
    assert ("花很孤单。" in text, recording.caption_drafts.count()) == (True, 0)


def test_draft_is_announced_where_the_take_is(author, recording, heard):
    make_draft(recording, Drafting.DONE, text=VTT)
    page = author.get(reverse("lessons:take", args=[recording.take.pk])).text
    assert "A draft in 中文 was written from the sound" in page


def test_draft_that_failed_says_why(author, recording, heard):
    make_draft(recording, Drafting.FAILED, problem=DraftProblem.SILENT)
    page = author.get(address("captions_edit", recording)).text
    assert ("Nobody was heard speaking." in page, "Try again" in page) == (True, True)


def test_draft_is_nobody_elses(sign_in, recording, heard):
    make_draft(recording, Drafting.DONE, text=VTT)
    stranger = sign_in(UserFactory())
    for name in ("caption_draft", "caption_draft_drop"):
        assert stranger.post(address(name, recording)).status_code == 404
    assert recording.caption_drafts.count() == 1
