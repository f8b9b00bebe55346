import pytest
from django.utils import timezone

from moke.accounts.models import User
from research.domain.round_letter import write_of_round
from research.enums import RoundEvent
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory, TakeFactory
from tests.factories.research import WatchableTakeFactory

pytestmark = pytest.mark.django_db


def invite(take, email="wang@example.org", **given):
    person = MembershipFactory(person__language="en", person__email=email).person
    return InvitationFactory(take=take, person=person, due_on=timezone.localdate(), **given)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (RoundEvent.EXTENDED, "You have time for 《树和喜鹊》 until"),
        (RoundEvent.CLOSED, "The review of 《树和喜鹊》 is closed"),
        (RoundEvent.REOPENED, "The review of 《树和喜鹊》 is open again"),
    ],
)
def test_who_has_not_finished_is_told_what_happened(event, said, mailoutbox):
    take = WatchableTakeFactory(lesson__title="树和喜鹊")
    invite(take)
    assert write_of_round(take=take, event=event, by=take.lesson.author) == 1
    (letter,) = mailoutbox
    assert letter.subject.startswith(said)
    assert f"{take.lesson.author} " in letter.body
    assert f"/takes/{take.pk}/room/" in letter.body


def test_who_has_finished_who_did_it_and_who_cannot_watch_are_left_alone():
    take = WatchableTakeFactory()
    invite(take, done_at=timezone.now())
    invite(take, email="")
    lead = invite(take).person
    waiting = invite(TakeFactory()).take
    told = [
        write_of_round(take=one, event=RoundEvent.CLOSED, by=User.objects.get(pk=lead.pk))
        for one in (take, waiting)
    ]
    assert told == [0, 0]
