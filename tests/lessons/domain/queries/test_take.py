import pytest

from lessons.domain.queries.take import reviewers, upcoming_take
from moke.media.enums import State
from moke.media.models import WatchPosition
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory

pytestmark = pytest.mark.django_db


def test_upcoming_take_is_the_first_of_a_new_lesson():
    upcoming = upcoming_take(LessonPageFactory())
    assert (upcoming.number, upcoming.waiting, upcoming.before) == (1, None, None)


def test_upcoming_take_is_the_one_that_waits_for_its_file():
    taught = TakeFactory(recording__state=State.READY)
    waiting = TakeFactory(lesson=taught.lesson)
    upcoming = upcoming_take(taught.lesson)
    assert (upcoming.number, upcoming.waiting, upcoming.before) == (2, waiting, taught)


def test_upcoming_take_follows_the_last_recorded_one():
    taught = TakeFactory(recording__state=State.FAILED)
    upcoming = upcoming_take(taught.lesson)
    assert (upcoming.number, upcoming.waiting, upcoming.before) == (2, None, taught)


def test_reviewers_say_who_has_watched(django_assert_num_queries):
    take = TakeFactory()
    watched, waiting = InvitationFactory(take=take), InvitationFactory(take=take)
    WatchPosition.objects.create(person=watched.person, recording=take.recording, position_s=3)
    WatchPosition.objects.create(
        person=waiting.person, recording=TakeFactory().recording, position_s=3
    )
    with django_assert_num_queries(1):
        found = [(i.person, i.has_watched) for i in reviewers(take)]
    assert found == [(watched.person, True), (waiting.person, False)]
