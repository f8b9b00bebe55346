import datetime

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from lessons.domain.invitation import finish_review
from lessons.models import Invitation
from moke.media.models import Recording
from research.domain.reminder import write_to_reviewers
from research.domain.round import close_round, extend_round
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory, TakeFactory
from tests.factories.research import WatchableTakeFactory

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def take():
    return watchable(lesson__title="树和喜鹊")


def watchable(*, ago=3 * DAY, **given):
    """A take whose recording has long been ready."""
    take = WatchableTakeFactory(**given)
    Recording.objects.filter(pk=take.recording_id).update(changed_at=timezone.now() - ago)
    return take


def invite(take, *, ago=HOUR, due_in=None, language="en", email="wang@example.org", **given):
    person = MembershipFactory(person__language=language, person__email=email).person
    due_on = None if due_in is None else timezone.localdate() + due_in
    invitation = InvitationFactory(take=take, person=person, due_on=due_on, **given)
    Invitation.objects.filter(pk=invitation.pk).update(created_at=timezone.now() - ago)
    return invitation


def test_who_is_asked_gets_one_letter_in_their_language(take, mailoutbox):
    invite(take, note="请看朗读。", due_in=5 * DAY)
    invite(take, language="zh-hans", email="li@example.org")
    assert write_to_reviewers() == 2
    assert write_to_reviewers() == 0
    letters = {letter.to[0]: letter for letter in mailoutbox}
    english, chinese = letters["wang@example.org"], letters["li@example.org"]
    assert english.subject == f"{take.lesson.author} asks you to watch 《树和喜鹊》"
    assert f"http://localhost:8000/takes/{take.pk}/room/" in english.body
    assert ("请看朗读。" in english.body, "Please finish by" in english.body) == (True, True)
    assert chinese.subject == f"{take.lesson.author}请你观看《树和喜鹊》"
    assert "请看朗读" not in chinese.body


def test_a_day_before_it_is_due_people_are_reminded_once(take, mailoutbox):
    invitation = invite(take, ago=3 * DAY, due_in=2 * DAY)
    assert write_to_reviewers() == 0
    Invitation.objects.update(due_on=timezone.localdate() + DAY)
    assert (write_to_reviewers(), write_to_reviewers()) == (1, 0)
    assert "waits for your review until" in mailoutbox[0].subject
    extend_round(take=take, due_on=timezone.localdate())
    assert write_to_reviewers() == 1
    finish_review(invitation=invitation)
    Invitation.objects.update(reminded_at=None)
    assert write_to_reviewers() == 0


def test_nobody_is_bothered_without_need(take):
    invite(take, ago=datetime.timedelta(minutes=5))  # it may yet be withdrawn
    invite(take, ago=3 * DAY)  # no day, and known for long
    invite(take, ago=3 * DAY, due_in=-DAY)  # their home page says it
    invite(take, email="")
    invite(take, done_at=timezone.now())
    invite(TakeFactory())  # nothing to watch yet
    over = watchable()
    invite(over, due_in=DAY)
    close_round(take=over, by=over.lesson.author)
    assert write_to_reviewers() == 0


def test_who_was_asked_long_before_the_recording_was_ready_is_told_then():
    invite(watchable(ago=HOUR), ago=3 * DAY)
    assert (write_to_reviewers(), write_to_reviewers()) == (1, 0)


def test_a_letter_that_could_not_be_sent_is_tried_again(take):
    invite(take)
    nowhere = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    with override_settings(MAILERS=nowhere):
        assert write_to_reviewers() == 0
    assert write_to_reviewers() == 1
    assert len(mail.outbox) == 1
