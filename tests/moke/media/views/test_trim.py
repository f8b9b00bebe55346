"""The page on which an author cuts the beginning and end of a recording away."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from moke.media.enums import Problem, Trimming, Untouched
from moke.media.models import RecordingPolicy, TrimWork
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.factories.media import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]
PLAYLIST = "#EXTM3U\n" + "#EXTINF:4.000000,\n360.mp4\n" * 15
CHOSEN = {"start": "0:05.5", "end": "0:50"}


@pytest.fixture
def recording():
    lesson = LessonPageFactory()
    recording = RecordingFactory(owner=lesson.author, ready=True, source="there")
    TakeFactory(lesson=lesson, recording=recording)
    name = f"{recording.key}/{recording.published_attempt}/360.m3u8"
    storages["recordings"].save(name, ContentFile(PLAYLIST.encode()))
    return recording


@pytest.fixture
def author(sign_in, recording):
    return sign_in(recording.owner)


def url_of(recording, name="trim"):
    return reverse(f"media:{name}", args=[recording.key])


def test_it_is_told_what_will_happen_before_it_does(recording, author):
    page = author.post(url_of(recording), CHOSEN)
    found = page.context["foreseen"]
    assert (found.kept, found.length) == (("0:05.5", "0:50"), "0:44.5")
    assert found.gone == [("0:00", "0:05.5"), ("0:50", "1:00")]
    assert (found.needs_encoding, found.seams) == (True, ("0:08", "0:48"))
    assert ("locked away" in page.text, "is deleted" in page.text) == (True, False)
    assert TrimWork.objects.count() == 0
    RecordingPolicy.objects.update(untouched=Untouched.DELETE)
    page = author.post(url_of(recording), {"start": "0:08", "end": ""})
    assert (page.context["foreseen"].needs_encoding, page.context["foreseen"].seams) == (
        False,
        None,
    )
    assert ("locked away" in page.text, "is deleted" in page.text) == (False, True)


def test_what_was_told_is_done_when_it_is_confirmed(recording, author):
    sent = CHOSEN | {"confirmed": "on", "hold_back": "on"}
    assert author.post(url_of(recording), sent).status_code == 302
    work = TrimWork.objects.get()
    assert (work.start_ms, work.end_ms, work.state) == (5500, 50_000, Trimming.WAITING)
    recording.refresh_from_db()
    assert recording.is_held_back is True
    page = author.get(url_of(recording))
    assert ("Waiting its turn" in page.text, 'id="trim-form"' in page.text) == (True, False)
    assert author.post(url_of(recording), sent).status_code == 302
    assert TrimWork.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"start": "bald"}, "minutes and seconds, like 2:31"),
        ({"end": "0:05.7"}, "Keep a second at least"),
        ({"end": "2:00"}, "ends at 1:00"),
        ({"start": "", "end": ""}, "This is the whole recording."),
    ],
)
def test_what_was_typed_stays_beside_what_is_wrong_with_it(recording, author, changes, said):
    page = author.post(url_of(recording), CHOSEN | changes)
    assert (page.status_code, said in page.text) == (422, True)
    for name, value in (CHOSEN | changes).items():
        assert page.context["form"][name].value() == value


def test_failure_offers_another_try(recording, author):
    work = TrimWork.objects.create(
        recording=recording,
        start_ms=1000,
        end_ms=2000,
        state=Trimming.FAILED,
        problem=Problem.TOO_SLOW,
    )
    assert "could not be cut" in author.get(url_of(recording)).text
    author.post(url_of(recording, "trim_retry"))
    work.refresh_from_db()
    assert (work.state, work.problem) == (Trimming.WAITING, "")


def test_what_cannot_be_played_yet_cannot_be_cut(recording, author):
    recording.published_attempt = ""
    recording.save()
    assert author.get(url_of(recording)).status_code == 404


def test_page_that_waited_is_opened_anew_once_it_is_cut(recording, author):
    work = TrimWork.objects.create(recording=recording, start_ms=5000, end_ms=50_000)
    polled = author.get(url_of(recording), headers={"HX-Request": "true"})
    assert ("Waiting its turn" in polled.text, "HX-Refresh" in polled) == (True, False)
    TrimWork.objects.filter(pk=work.pk).update(state=Trimming.DONE)
    polled = author.get(url_of(recording), headers={"HX-Request": "true"})
    assert polled.headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in author.get(url_of(recording)).headers
