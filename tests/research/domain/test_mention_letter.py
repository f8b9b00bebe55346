import datetime

import pytest
from django.utils import timezone

from moke.accounts.enums import Role
from research.domain.mention_letter import write_to_mentioned
from research.domain.visit import keep_visit
from research.models import Mention
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import CommentFactory, ReplyFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def take():
    return WatchableTakeFactory(lesson__title="树和喜鹊")


@pytest.fixture
def chen(take):
    person = MembershipFactory(
        role=Role.TEACHER,
        person__name="陈曦",
        person__email="chen@example.org",
        person__language="en",
    ).person
    return InvitationFactory(take=take, person=person).person


def age(by=HOUR):
    Mention.objects.update(named_at=timezone.now() - by)


def test_who_is_spoken_to_gets_one_letter_for_a_take(take, chen, mailoutbox):
    comment = CommentFactory(take=take, body="@陈曦 看。")
    ReplyFactory(comment=comment, body="@陈曦 呢？")
    assert write_to_mentioned() == 0
    age()
    assert (write_to_mentioned(), write_to_mentioned()) == (1, 0)
    [letter] = mailoutbox
    assert letter.subject == f"{comment.author} speaks to you about 《树和喜鹊》"
    place = f"/takes/{take.pk}/room/?near={comment.pk}#comment-{comment.pk}"
    assert (letter.to, place in letter.body) == (["chen@example.org"], True)


def test_no_letter_goes_to_who_has_seen_it_or_may_not_read_it(take, chen):
    CommentFactory(take=take, body="@陈曦 看。", private=True)
    age()
    assert write_to_mentioned() == 0
    comment = CommentFactory(take=take, body="@陈曦 看。")
    age()
    invitation = chen.invitations.get()
    chen.invitations.all().delete()
    assert write_to_mentioned() == 0
    invitation.save(force_insert=True)
    keep_visit(take=take, person=chen, change=comment.change)
    assert write_to_mentioned() == 0
