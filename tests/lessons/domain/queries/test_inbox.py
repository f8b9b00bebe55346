import pytest

from lessons.domain.queries.inbox import deleted_of_inbox, inbox
from moke.media.domain.deletion import delete_recording, erase_recording
from moke.media.enums import State
from moke.media.models import Recording
from tests.factories.lessons import TakeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return TakeFactory(recording__state=State.READY).lesson.author


def test_inbox_holds_what_arrived_without_a_take(author):
    arrived = Recording.objects.create(owner=author, state=State.ENCODING)
    Recording.objects.create(owner=author)
    assert list(inbox(author)) == [arrived]


def test_what_was_deleted_stands_apart_until_it_is_erased(author):
    deleted, erased, cut_off = (
        Recording.objects.create(owner=author, state=state)
        for state in (State.READY, State.READY, State.UPLOADING)
    )
    for recording in (deleted, erased, cut_off):
        delete_recording(recording=recording)
    erase_recording(recording=erased)
    delete_recording(recording=author.recordings.exclude(take=None).get())
    assert (list(inbox(author)), list(deleted_of_inbox(author))) == ([], [deleted])
