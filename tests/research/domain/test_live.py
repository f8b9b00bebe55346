import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lessons.models import Invitation
from moke.accounts.enums import Role
from research.domain.guest import make_guest_link, usual_last_day
from research.domain.live import end_live, find_live, start_live, take_seat
from research.models import LiveSeat
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import TakeFactory
from tests.factories.live import LiveLessonFactory
from tests.factories.research import WatchableTakeFactory

pytestmark = pytest.mark.django_db


def colleague(role=Role.TEACHER):
    return MembershipFactory(role=role).person


def opens(live, person=None):
    """Whether the lesson's code opens it, written as people write it."""
    code = f" {live.code[:3]} {live.code[3:]}"
    try:
        return find_live(code=code, person=person or colleague()) == live
    except ValidationError:
        return False


def test_starting_twice_keeps_the_code_and_ending_kills_it():
    take = TakeFactory()
    live = start_live(take=take, by=take.lesson.author)
    again = start_live(take=take, by=take.lesson.author)
    assert (again, again.code, len(live.code)) == (live, live.code, 6)
    assert opens(live)
    end_live(live=live)
    assert not opens(live)
    anew = start_live(take=take, by=take.lesson.author)
    assert (anew.pk, anew.started_at, anew.code != live.code) == (live.pk, live.started_at, True)


def test_code_opens_nothing_after_three_hours():
    begun = timezone.now() - datetime.timedelta(hours=3, seconds=1)
    live = LiveLessonFactory(running=True, started_at=begun)
    assert (live.is_running, opens(live)) == (False, False)
    with pytest.raises(ValidationError, match="Open another take"):
        start_live(take=live.take, by=live.started_by)
    start_live(take=TakeFactory(), by=live.started_by)
    live.refresh_from_db()
    assert live.code is None


def test_take_with_a_recording_is_not_started():
    take = WatchableTakeFactory()
    with pytest.raises(ValidationError, match="has its recording"):
        start_live(take=take, by=take.lesson.author)


def test_who_takes_a_seat_is_invited_once():
    live = LiveLessonFactory(running=True)
    person = colleague()
    seat = take_seat(live=live, person=person)
    assert take_seat(live=live, person=person) == seat
    assert Invitation.objects.get(take=live.take).person == person


@pytest.mark.parametrize("who", ["author", "student"])
def test_author_and_students_take_no_seat(who):
    live = LiveLessonFactory(running=True)
    person = live.started_by if who == "author" else colleague(Role.STUDENT)
    with pytest.raises(ValidationError):
        take_seat(live=live, person=person)
    assert LiveSeat.objects.count() == 0


def test_code_opens_to_a_guest_the_lesson_they_are_asked_to_alone():
    live, other = LiveLessonFactory(running=True), LiveLessonFactory(running=True)
    until = usual_last_day(take=live.take)
    link, _secret = make_guest_link(
        take=live.take, by=live.started_by, name="李明", organisation="", valid_until=until
    )
    link.guest.guest_take_id = live.take_id
    assert [opens(lesson, link.guest) for lesson in (live, other)] == [True, False]
