"""Captions that are written from the sound: asked for, written once, seen by nobody else."""

import shutil
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.utils import timezone
from django.utils.translation import override

from moke.backends.afar import StoreAway
from moke.media.cues import Cue
from moke.media.domain import drafting
from moke.media.domain.caption_draft import ask_for_draft, drop_draft, resume_drafts
from moke.media.domain.captions import edit_captions
from moke.media.domain.drafting import give_up_draft, write_draft
from moke.media.enums import Drafting, DraftProblem
from moke.media.models import CaptionDraft
from moke.media.sandbox import OutOfTime
from moke.media.speech import SpeechError
from tests.factories.accounts import UserFactory
from tests.factories.media import RecordingFactory
from tests.moke.media.viewer import make_stored
from tests.speech import make_film, make_model

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]
SAID = (Cue(1.0, 2.5, "树很孤单。"), Cue(61.25, 3600.5, "1 < 2"))
VTT = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n树很孤单。\n\n00:01:01.250 --> 01:00:00.500\n1 &lt; 2"
)


@pytest.fixture
def queue(queue_of):
    """Which drafts wait to be written."""
    return queue_of("moke.media.domain.caption_draft.draft_captions")


@pytest.fixture(autouse=True)
def heard(monkeypatch):
    """Have somebody who listens, for Chinese and English."""
    languages = ("zh-Hans", "en")
    monkeypatch.setattr("moke.media.domain.caption_draft.languages_heard", lambda: languages)
    monkeypatch.setattr("moke.media.domain.drafting.languages_heard", lambda: languages)


@pytest.fixture
def recording():
    return make_stored(UserFactory())


@pytest.fixture
def draft(recording, queue):
    ask_for_draft(recording=recording, language="zh-Hans")
    return recording.caption_drafts.get()


def listening(monkeypatch, listen):
    monkeypatch.setattr(drafting, "transcribe", lambda *, on_progress, **_: listen(on_progress))


def write(draft):
    again = write_draft(draft=draft)
    draft.refresh_from_db()
    return again


def refusal(**asked):
    with pytest.raises(ValidationError) as error, override("en"):
        ask_for_draft(**asked)
    return error.value.messages


def test_draft_is_asked_for_once(recording, queue):
    for _ in range(2):
        ask_for_draft(recording=recording, language="zh-Hans")
    draft = recording.caption_drafts.get()
    assert (draft.state, queue) == (Drafting.WAITING, [draft.pk])
    assert resume_drafts() == 1
    assert queue == [draft.pk] * 2


def test_draft_is_refused_where_nobody_can_listen(recording, queue):
    words = ["Captions in this language cannot be written from the sound here."]
    assert refusal(recording=recording, language="bo") == words
    recording.renditions.update(codecs="avc1.64001e")
    assert refusal(recording=recording, language="en") == ["This recording has no sound."]
    waiting = RecordingFactory()
    assert refusal(recording=waiting, language="en") == [
        "Captions can be added once the recording is ready to play."
    ]
    assert queue == []


def test_draft_holds_what_was_heard(draft, monkeypatch):
    listening(monkeypatch, lambda tell: SAID)
    assert write(draft) is None
    assert (draft.state, draft.text.strip()) == (Drafting.DONE, VTT)
    listening(monkeypatch, lambda tell: pytest.fail("It was written already."))
    assert write(draft) is None


def test_draft_is_written_by_a_real_engine(recording, queue, settings, tmp_path):
    settings.MOKE_ASR_MODEL = make_model(tmp_path / "model")
    film = make_film(tmp_path / "film.mp4", seconds=3)
    name = f"{recording.key}/{recording.published_attempt}/360.mp4"
    shutil.move(film, storages["recordings"].path(name))
    ask_for_draft(recording=recording, language="en")
    draft = recording.caption_drafts.get()
    assert write(draft) is None
    assert (draft.state, draft.problem) == (Drafting.DONE, "")
    assert "It was the best of times" in draft.text
    assert list((tmp_path / "work").iterdir()) == []


def test_draft_changes_nothing_that_others_see(draft, recording, monkeypatch):
    listening(monkeypatch, lambda tell: SAID)
    write(draft)
    recording.refresh_from_db()
    assert recording.tracks == {}


def test_draft_goes_when_its_author_has_saved_captions(draft, recording, queue, monkeypatch):
    save = partial(edit_captions, recording=recording, language="zh-Hans", text=VTT)
    save(based_on="")
    assert recording.caption_drafts.count() == 1
    listening(monkeypatch, lambda tell: SAID)
    write(draft)
    save(based_on=recording.tracks["zh-Hans"])
    assert recording.caption_drafts.count() == 0


@pytest.mark.parametrize("error", [SpeechError, OutOfTime, FileNotFoundError])
def test_draft_says_that_listening_was_broken_off(draft, monkeypatch, error):
    def listen(tell):
        raise error

    listening(monkeypatch, listen)
    assert write(draft) is None
    assert (draft.state, draft.problem) == (Drafting.FAILED, DraftProblem.BROKEN)


def test_draft_says_that_nobody_spoke_and_can_be_tried_again(draft, recording, queue, monkeypatch):
    listening(monkeypatch, lambda tell: ())
    assert write(draft) is None
    assert (draft.state, draft.problem) == (Drafting.FAILED, DraftProblem.SILENT)
    ask_for_draft(recording=recording, language="zh-Hans")
    draft.refresh_from_db()
    assert (draft.state, draft.problem, len(queue)) == (Drafting.WAITING, "", 2)


def test_draft_fails_where_the_worker_cannot_listen(draft, monkeypatch):
    monkeypatch.setattr("moke.media.domain.drafting.languages_heard", lambda: ())
    write(draft)
    assert (draft.state, draft.problem) == (Drafting.FAILED, DraftProblem.NO_ENGINE)


def test_draft_waits_while_the_store_is_away(draft, monkeypatch):
    def listen(tell):
        raise StoreAway("away")

    listening(monkeypatch, listen)
    assert write(draft) > timezone.now()
    assert (draft.state, draft.leased_until) == (Drafting.AT_WORK, None)
    listening(monkeypatch, lambda tell: SAID)
    write(draft)
    assert draft.state == Drafting.DONE


def test_draft_tells_how_far_it_is_and_ends_when_it_is_dropped(draft, recording, monkeypatch):
    told = []

    def listen(tell):
        tell(0.4)
        told.append(CaptionDraft.objects.get().percent)
        drop_draft(recording=recording, language="zh-Hans")
        monkeypatch.setattr(drafting, "REPORT_EVERY_S", 0)
        tell(0.5)
        pytest.fail("It goes on in vain.")

    listening(monkeypatch, listen)
    assert write_draft(draft=draft) is None
    assert (told, recording.caption_drafts.count()) == ([40], 0)


def test_draft_is_written_by_one_worker_at_a_time(draft, monkeypatch):
    """The second looks again, in case the first dies."""
    CaptionDraft.objects.update(
        state=Drafting.AT_WORK, holder="a", leased_until=timezone.now() + timedelta(seconds=9)
    )
    listening(monkeypatch, lambda tell: SAID)
    assert write(draft) > timezone.now()
    assert draft.state == Drafting.AT_WORK
    CaptionDraft.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert write(draft) is None
    assert draft.state == Drafting.DONE


def test_worker_listens_to_one_recording_at_a_time(draft, monkeypatch):
    listening(monkeypatch, lambda tell: SAID)
    with drafting.ONE_AT_A_TIME:
        assert write(draft) > timezone.now()
    assert draft.state == Drafting.WAITING


def test_draft_that_workers_died_at_is_given_up(draft):
    give_up_draft(draft=draft)
    draft.refresh_from_db()
    assert (draft.state, draft.problem) == (Drafting.FAILED, DraftProblem.BROKEN)
