"""The page on which an author chooses the picture that stands for a recording."""

import pytest
from django.urls import reverse

from moke.media.models import Recording
from tests.factories.accounts import UserFactory
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.factories.media import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]


@pytest.fixture
def recording():
    lesson = LessonPageFactory()
    recording = RecordingFactory(owner=lesson.author, ready=True)
    TakeFactory(lesson=lesson, recording=recording)
    return recording


def url_of(recording, name="poster_choice"):
    return reverse(f"media:{name}", args=[recording.key])


def test_choice_is_told_and_can_be_taken_back(recording, sign_in):
    author = sign_in(recording.owner)
    assert "Chosen by Moke." in author.get(url_of(recording)).text
    assert author.post(url_of(recording), {"at": "0:31.5"}).status_code == 302
    page = author.get(url_of(recording))
    assert ("being cut" in page.text, page.context["form"]["at"].value()) == (True, "0:31.5")
    Recording.objects.update(poster="poster-31500.jpg")
    page = author.get(url_of(recording))
    assert ("Your choice, at 0:31" in page.text, "poster-31500.jpg" in page.text) == (True, True)
    author.post(url_of(recording, "poster_forget"))
    assert "Chosen by Moke." in author.get(url_of(recording)).text


@pytest.mark.parametrize(
    ("at", "said"), [("", "required"), ("bald", "like 2:31"), ("2:00", "ends at 1:00")]
)
def test_what_was_typed_stays_beside_what_is_wrong_with_it(recording, sign_in, at, said):
    page = sign_in(recording.owner).post(url_of(recording), {"at": at})
    assert (page.status_code, said in page.text) == (422, True)
    assert page.context["form"]["at"].value() == at


def test_it_is_for_its_author_and_for_what_has_a_picture(recording, sign_in):
    assert sign_in(UserFactory()).get(url_of(recording)).status_code == 404
    Recording.objects.update(height_px=None)
    author = sign_in(recording.owner)
    assert author.get(url_of(recording)).status_code == 404
    assert author.post(url_of(recording, "poster_forget")).status_code == 404
