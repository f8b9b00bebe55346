import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from lessons.domain.deletion import delete_take, describe_deletion, erase_take, restore_take
from lessons.domain.invitation import invite_again
from lessons.domain.queries.card import as_cards, card
from lessons.domain.queries.lesson import view_lesson
from lessons.domain.queries.take import upcoming_take
from lessons.domain.take import open_take
from lessons.enums import DeletionReason
from lessons.models import LessonPage
from moke.media.enums import State
from tests.factories.lessons import InvitationFactory
from tests.factories.research import WatchableTakeFactory

pytestmark = pytest.mark.django_db
CONSENT = DeletionReason.CONSENT


@pytest.fixture
def take():
    return WatchableTakeFactory()


def delete(take, reason=CONSENT, words=""):
    return delete_take(take=take, by=take.lesson.author, reason=reason, words=words)


def open_next(take, change_note=""):
    today = timezone.localdate()
    lesson, by = take.lesson, take.lesson.author
    opened = open_take(
        lesson=lesson, by=by, taught_on=today, class_name="一（2）班", change_note=change_note
    )
    return opened.number


def test_a_deleted_take_is_watched_no_more_and_says_why(take):
    deleted = delete(take, words="一位家长")
    assert deleted.recording.__class__.objects.get().state == State.DELETED
    with override("en"):
        said = describe_deletion(deleted)
    assert said.startswith(f"{take.lesson.author} deleted take 1 on ")
    assert said.endswith("Reason: Consent was withdrawn (一位家长)")
    assert str(timezone.localdate().year) in said


def test_another_reason_wants_words(take):
    with pytest.raises(ValidationError) as refused:
        delete(take, DeletionReason.OTHER, " ")
    assert list(refused.value.message_dict) == ["words"]
    assert describe_deletion(delete(take, DeletionReason.OTHER, "画面全黑")).endswith("画面全黑")


def test_the_second_of_two_requests_changes_nothing(take):
    first = delete(take)
    second = delete(take, DeletionReason.WRONG_FILE)
    assert (second.deleted_at, second.deleted_because) == (first.deleted_at, CONSENT)


def test_a_restored_take_is_what_it_was(take):
    delete(take)
    for _click in range(2):
        back = restore_take(take=take, by=take.lesson.author)
    assert (back.deleted_at, back.deleted_by, back.deleted_because) == (None, None, "")
    take.recording.refresh_from_db()
    assert (take.recording.state, take.recording.is_ready) == (State.READY, True)


def test_what_is_erased_cannot_be_restored(take):
    delete(take)
    for _click in range(2):
        erase_take(take=take, by=take.lesson.author)
    with pytest.raises(ValidationError):
        restore_take(take=take, by=take.lesson.author)
    take.refresh_from_db()
    assert take.deleted_at is not None


def test_only_a_deleted_take_is_erased(take):
    erase_take(take=take, by=take.lesson.author)
    take.recording.refresh_from_db()
    assert take.recording.state == State.READY


def test_numbers_are_never_given_again(take):
    second = WatchableTakeFactory(lesson=take.lesson)
    delete(second)
    upcoming = upcoming_take(take.lesson)
    assert (upcoming.number, upcoming.before) == (3, take)
    assert open_next(take, "慢一点。") == 3


def test_after_the_only_take_was_deleted_nothing_is_said_to_have_changed(take):
    delete(take)
    assert upcoming_take(take.lesson).before is None
    assert open_next(take) == 2


def test_a_take_that_waits_for_its_file_is_deleted_and_the_next_is_opened(take):
    assert open_next(take, "慢一点。") == 2
    waiting = take.lesson.takes.get(number=2)
    delete(waiting)
    assert open_next(take, "再慢一点。") == 3


def test_colleagues_are_invited_again_from_the_last_take_that_was_kept(take):
    person = InvitationFactory(take=take).person
    second = WatchableTakeFactory(lesson=take.lesson)
    delete(second)
    third = WatchableTakeFactory(lesson=take.lesson, number=3)
    invite_again(take=third, by=take.lesson.author)
    assert [asked.person for asked in third.invitations.all()] == [person]


def test_the_lesson_shows_what_is_kept_and_tells_of_the_rest(take):
    author = take.lesson.author
    delete(WatchableTakeFactory(lesson=take.lesson))
    view = view_lesson(lesson=take.lesson, person=author)
    assert ([t.number for t in view.takes], [t.number for t in view.deleted]) == ([1], [2])
    lesson = as_cards(LessonPage.objects.filter(pk=take.lesson_id)).get()
    assert card(lesson=lesson, person=author).recording == take.recording
