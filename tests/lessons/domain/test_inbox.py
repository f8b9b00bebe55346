import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lessons.domain.inbox import delete_received, restore_received
from lessons.domain.take import open_take
from moke.media.domain.deletion import erase_recording
from moke.media.enums import State
from moke.media.models import Deletion, Recording, Upload
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.factories.media import RecordingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return LessonPageFactory()


@pytest.fixture
def received(lesson):
    return RecordingFactory(owner=lesson.author, ready=True)


def test_received_recording_is_deleted_and_comes_back_as_it_was(received):
    attempt = received.published_attempt
    for _click in range(2):
        delete_received(recording=received)
    received.refresh_from_db()
    assert (received.state, received.published_attempt) == (State.DELETED, "")
    for _click in range(2):
        restore_received(recording=received)
    received.refresh_from_db()
    assert (received.state, received.published_attempt) == (State.READY, attempt)


def test_recording_of_a_take_is_no_longer_deleted_by_itself():
    take = TakeFactory(recording__state=State.READY)
    with pytest.raises(ValidationError):
        delete_received(recording=take.recording)
    assert Deletion.objects.count() == 0


def test_deleted_recording_is_given_to_no_take(lesson, received):
    delete_received(recording=received)
    with pytest.raises(ValidationError) as refusal:
        open_take(
            lesson=lesson,
            by=lesson.author,
            taught_on=timezone.localdate(),
            class_name="一年级3班",
            recording=received,
        )
    assert list(refusal.value.message_dict) == ["recording"]


def test_what_is_erased_does_not_come_back(received):
    delete_received(recording=received)
    erase_recording(recording=received)
    with pytest.raises(ValidationError):
        restore_received(recording=received)


def test_what_is_still_arriving_goes_with_its_upload(lesson):
    arriving = RecordingFactory(owner=lesson.author, state=State.UPLOADING)
    Upload.objects.create(
        person=lesson.author,
        recording=arriving,
        metadata=[["filename", "a.mp4"]],
        length_bytes=9,
        expires_at=timezone.now(),
    )
    delete_received(recording=arriving)
    assert (Recording.objects.count(), Upload.objects.count()) == (0, 0)
