import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lessons.domain.invitation import (
    change_invitation,
    finish_review,
    invite,
    invite_again,
    usual_terms,
    withdraw_invitation,
)
from lessons.models import Invitation
from moke.accounts.enums import Role
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.lessons import InvitationFactory, TakeFactory

pytestmark = pytest.mark.django_db


def teacher(**kwargs):
    return MembershipFactory(person=UserFactory(**kwargs)).person


def test_invite_asks_teachers_of_any_school():
    take = TakeFactory()
    people = [teacher(), teacher(), MembershipFactory(role=Role.CURATOR).person]
    due = timezone.localdate()
    made = invite(take=take, people=people, by=take.lesson.author, note=" 识字 ", due_on=due)
    assert [i.person for i in made] == people
    assert {(i.note, i.due_on, i.invited_by) for i in made} == {("识字", due, take.lesson.author)}


def test_change_gives_one_reviewer_another_day_and_reminds_them_anew():
    today, before = timezone.localdate(), timezone.localdate() - datetime.timedelta(days=1)
    reminded = timezone.now()
    late = InvitationFactory(due_on=before, note="识字", reminded_at=reminded)
    other = InvitationFactory(take=late.take, due_on=before)
    change_invitation(invitation=late, note=" 朗读 ", due_on=before)
    assert (late.note, late.due_on, late.reminded_at) == ("朗读", before, reminded)
    change_invitation(invitation=late, note="朗读", due_on=today)
    late.refresh_from_db()
    other.refresh_from_db()
    assert (late.due_on, late.reminded_at, other.due_on) == (today, None, before)
    with pytest.raises(ValidationError):
        change_invitation(invitation=late, note="", due_on=before)


def test_nothing_changes_for_who_has_finished():
    invitation = InvitationFactory(note="识字")
    finish_review(invitation=invitation)
    with pytest.raises(ValidationError):
        change_invitation(invitation=invitation, note="朗读", due_on=None)
    assert Invitation.objects.get().note == "识字"


def test_invite_twice_leaves_one_invitation():
    take, person = TakeFactory(), teacher()
    invite(take=take, people=[person, person], by=take.lesson.author, note="识字")
    assert invite(take=take, people=[person], by=take.lesson.author, note="朗读") == []
    assert Invitation.objects.get().note == "识字"


def test_invite_refuses_author_students_and_people_who_left():
    take = TakeFactory()
    MembershipFactory(person=take.lesson.author)
    student = MembershipFactory(role=Role.STUDENT, grade=1).person
    for person in (take.lesson.author, student, UserFactory(), teacher(is_active=False)):
        with pytest.raises(ValidationError) as refusal:
            invite(take=take, people=[teacher(), person], by=take.lesson.author)
        assert list(refusal.value.error_dict) == ["people"]
    assert Invitation.objects.count() == 0


def test_invite_refuses_a_day_that_has_passed():
    take = TakeFactory()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        invite(take=take, people=[teacher()], by=take.lesson.author, due_on=yesterday)
    assert list(refusal.value.error_dict) == ["due_on"]


def test_invite_again_asks_the_colleagues_of_the_take_before():
    first = TakeFactory()
    still, left = teacher(), teacher(is_active=False)
    for person in (still, left):
        InvitationFactory(take=first, person=person, note="识字")
    second = TakeFactory(lesson=first.lesson)
    made = invite_again(take=second, by=first.lesson.author)
    assert [(i.person, i.note) for i in made] == [(still, "")]
    assert invite_again(take=second, by=first.lesson.author) == []
    assert invite_again(take=first, by=first.lesson.author) == []


def test_withdraw_invitation_removes_it():
    invitation = InvitationFactory()
    withdraw_invitation(invitation=invitation)
    assert Invitation.objects.count() == 0


def test_finish_review_keeps_the_first_moment():
    invitation = InvitationFactory()
    first = finish_review(invitation=invitation).done_at
    assert first is not None
    assert finish_review(invitation=invitation).done_at == first


def test_who_joins_late_is_asked_as_most_were():
    take = TakeFactory()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert usual_terms(take) == {}
    InvitationFactory(take=take)
    for note in ("问题链", "朗读", "朗读"):
        InvitationFactory(take=take, note=note, due_on=tomorrow)
    assert usual_terms(take) == {"note": "朗读", "due_on": tomorrow}
    take.invitations.update(due_on=tomorrow - datetime.timedelta(days=9))
    assert usual_terms(take) == {"note": "朗读", "due_on": None}


def test_the_same_colleagues_are_asked_again_with_a_day_and_a_note():
    first = InvitationFactory(person=MembershipFactory().person).take
    second = TakeFactory(lesson=first.lesson)
    (made,) = invite_again(
        take=second, by=first.lesson.author, note="朗读", due_on=timezone.localdate()
    )
    assert (made.note, made.due_on) == ("朗读", timezone.localdate())
