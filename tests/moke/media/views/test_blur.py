"""The page on which an author blurs faces, and what others see meanwhile."""

import pytest
from django.urls import reverse

from lessons.enums import Visibility
from moke.media.enums import Blurring, Problem
from moke.media.models import BlurBox, BlurWork
from moke.media.playback import player_context
from tests.factories.accounts import UserFactory
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.factories.media import RecordingFactory

pytestmark = pytest.mark.django_db

FORMS = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
BOX = {"start": "0:10", "end": "0:20.5", "left": "25", "top": "10", "width": "20", "height": "30"}


@pytest.fixture
def recording():
    lesson = LessonPageFactory(visibility=Visibility.PUBLIC)
    recording = RecordingFactory(owner=lesson.author, ready=True)
    TakeFactory(lesson=lesson, recording=recording)
    return recording


@pytest.fixture
def author(sign_in, recording):
    return sign_in(recording.owner)


def url_of(recording, name="blur"):
    return reverse(f"media:{name}", args=[recording.key])


def sent(hold="on", **changes):
    """The page's form with a box in its second row, the first being taken away."""
    box = {f"form-1-{name}": value for name, value in (BOX | changes).items()}
    return FORMS | box | ({"hold_back": hold} if hold else {})


@pytest.mark.parametrize(("hold", "is_held_back"), [("on", True), ("", False)])
def test_boxes_that_were_drawn_are_blurred(recording, author, hold, is_held_back):
    answer = author.post(url_of(recording), sent(hold))
    assert answer.status_code == 302
    box = BlurBox.objects.get()
    assert (box.start_ms, box.end_ms) == (10_000, 20_500)
    assert [box.left, box.top, box.width, box.height] == [0.25, 0.1, 0.2, 0.3]
    recording.refresh_from_db()
    assert (recording.is_held_back, recording.blur_work.state) == (is_held_back, Blurring.WAITING)
    page = author.get(url_of(recording))
    assert ("Waiting its turn" in page.text, 'id="blur-form"' in page.text) == (True, False)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"end": "0:10"}, "A span ends after it starts."),
        ({"start": "bald"}, "minutes and seconds, like 2:31"),
        ({"end": "2:00"}, "within the recording"),
        ({"left": "90"}, "within the picture"),
        ({"width": ""}, "This field is required."),
        (dict.fromkeys(BOX, ""), "Draw a box first"),
    ],
)
def test_what_was_drawn_stays_beside_what_is_wrong_with_it(recording, author, changes, said):
    page = author.post(url_of(recording), sent(**changes))
    assert (page.status_code, said in page.text) == (422, True)
    for name, value in (BOX | changes).items():
        assert page.context["boxes"][1][name].value() == value
    assert (BlurBox.objects.count(), BlurWork.objects.count()) == (0, 0)


@pytest.mark.parametrize("broken", [{}, {"form-TOTAL_FORMS": "9999"}, {"form-TOTAL_FORMS": "x"}])
def test_form_that_no_page_sends_is_refused(recording, author, broken):
    assert (
        author.post(url_of(recording), sent() | broken | {"form-INITIAL_FORMS": "-"}).status_code
        == 422
    )


def test_failure_offers_another_try(recording, author):
    work = BlurWork.objects.create(
        recording=recording, state=Blurring.FAILED, problem=Problem.TOO_SLOW
    )
    assert "could not be blurred" in author.get(url_of(recording)).text
    author.post(url_of(recording, "blur_retry"))
    work.refresh_from_db()
    assert (work.state, work.problem) == (Blurring.WAITING, "")


def test_recording_that_is_hidden_is_seen_by_its_author_alone(recording, author, sign_in):
    stranger = sign_in(UserFactory())
    grant, poster = url_of(recording, "grant"), url_of(recording, "poster")
    assert stranger.post(grant).status_code == 204
    author.post(url_of(recording, "hold"))
    recording.refresh_from_db()
    assert (stranger.post(grant).status_code, stranger.get(poster).status_code) == (404, 404)
    assert author.post(grant).status_code == 204
    page = stranger.get(reverse("lessons:lesson", args=[recording.take.lesson_id]))
    assert "holds this recording back" in page.text
    assert poster not in page.text
    assert player_context(recording, recording.owner)["is_shut"] is False
    author.post(url_of(recording, "hold"), {"show": "1"})
    assert stranger.post(grant).status_code == 204


def test_sound_alone_has_no_faces(author, recording):
    recording.height_px = None
    recording.save()
    assert author.get(url_of(recording)).status_code == 404
    page = author.get(reverse("lessons:take", args=[recording.take.pk]))
    assert url_of(recording) not in page.text


def test_page_that_waited_is_opened_anew_once_the_boxes_are_burnt_in(recording, author):
    BlurWork.objects.create(recording=recording, state=Blurring.DONE)
    polled = author.get(url_of(recording), headers={"HX-Request": "true"})
    assert polled.headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in author.get(url_of(recording)).headers
