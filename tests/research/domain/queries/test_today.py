import datetime

import pytest

from lessons.enums import Visibility
from moke.accounts.enums import Role
from moke.media.enums import State
from research.domain.queries.today import waiting_for, work_of
from research.domain.queries.today_lessons import my_lessons, new_lessons
from research.enums import CommentKind, VerdictChoice
from tests.factories.accounts import MembershipFactory, SchoolFactory
from tests.factories.lessons import InvitationFactory, LessonPageFactory
from tests.factories.research import (
    AnswerFactory,
    CommentFactory,
    VerdictFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def lin():
    return MembershipFactory(subjects=["chinese"]).person


def lesson_of(person, **kwargs):
    return LessonPageFactory(author=person, school=person.standing[0].school, **kwargs)


def take_of(person, state=State.READY, **kwargs):
    take = WatchableTakeFactory(lesson=lesson_of(person), **kwargs)
    take.recording.state = state
    take.recording.save()
    return take


def lines(person):
    return waiting_for(person, work_of(person), today=TODAY)


def kinds(person):
    return [line.kind for line in lines(person)]


def test_nothing_waits_for_who_is_new(lin):
    assert lines(lin) == []


def test_lines_stand_in_the_order_of_urgency(lin):
    CommentFactory(take=take_of(lin))
    take_of(lin, State.ENCODING)
    take_of(lin, State.WAITING)
    take_of(lin, State.FAILED)
    for due_on in (None, TODAY + datetime.timedelta(days=3), TODAY, datetime.date(2026, 11, 20)):
        InvitationFactory(person=lin, due_on=due_on, take=WatchableTakeFactory())
    found = [(line.urgency.name, line.since) for line in lines(lin)]
    assert [name for name, _since in found] == [
        "LATE",
        "LATE",
        "FAILED",
        "DUE",
        "TO_ANSWER",
        "ASKED",
        "TO_UPLOAD",
        "AT_WORK",
    ]
    assert found[0][1] < found[1][1]


def test_invitation_waits_until_it_is_done(lin):
    invitation = InvitationFactory(person=lin)
    assert kinds(lin) == ["review"]
    invitation.done_at = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    invitation.save()
    assert kinds(lin) == []


def test_comments_to_answer_are_counted_by_take_and_colleague(lin):
    take = take_of(lin)
    CommentFactory(take=take, kind=CommentKind.QUESTION)
    first = CommentFactory(take=take)
    CommentFactory(take=take, author=first.author)
    line = lines(lin)[0]
    assert (line.kind, line.take, line.count, line.people) == ("to-answer", take, 3, 2)


@pytest.mark.parametrize("more", [{"kind": CommentKind.HIGHLIGHT}, {"private": True}])
def test_comments_that_want_no_word_do_not_wait(lin, more):
    CommentFactory(take=take_of(lin), **more)
    assert kinds(lin) == []


def test_ones_own_comments_do_not_wait(lin):
    CommentFactory(take=take_of(lin), author=lin)
    assert kinds(lin) == []


def test_comments_on_lessons_of_others_do_not_wait(lin):
    CommentFactory(author=lin)
    assert kinds(lin) == []


def test_adopted_comment_waits_to_be_shown_until_a_later_take_answers_it(lin):
    comment = VerdictFactory(comment=CommentFactory(take=take_of(lin))).comment
    assert [(line.kind, line.next_take) for line in lines(lin)] == [("to-show", None)]
    later = WatchableTakeFactory(lesson=comment.take.lesson)
    assert [(line.kind, line.next_take) for line in lines(lin)] == [("to-show", later)]
    AnswerFactory(comment=comment, take=later)
    assert kinds(lin) == []


def test_comment_not_adopted_is_done_with(lin):
    comment = CommentFactory(take=take_of(lin))
    VerdictFactory(comment=comment, choice=VerdictChoice.NOT_ADOPTED)
    assert kinds(lin) == []


def test_my_lessons_say_how_many_comments_were_adopted(lin):
    take = take_of(lin)
    VerdictFactory(comment=CommentFactory(take=take))
    CommentFactory(take=take)
    assert [card.fact for card in my_lessons(lin, work_of(lin))] == [
        "Take 1 in review, adopted 1 of 2"
    ]


def test_my_lessons_say_that_a_recording_is_at_work(lin):
    take = take_of(lin, State.ENCODING)
    take.recording.percent = 62
    take.recording.save()
    card = my_lessons(lin, work_of(lin))[0]
    assert (card.percent, card.fact) == (62, "Take 1: processing, 62%")


def test_new_are_shared_lessons_of_others_in_ones_subjects(lin):
    school = lin.standing[0].school
    shared = LessonPageFactory(school=school, visibility=Visibility.SCHOOL)
    LessonPageFactory(school=school, visibility=Visibility.SCHOOL, subject="music")
    LessonPageFactory(school=school)
    LessonPageFactory(visibility=Visibility.SCHOOL)
    lesson_of(lin, visibility=Visibility.SCHOOL)
    assert [card.lesson for card in new_lessons(lin)] == [shared]


def test_new_for_a_school_admin_is_the_school_and_for_a_curator_the_district():
    school = SchoolFactory()
    here = LessonPageFactory(school=school, visibility=Visibility.DISTRICT, subject="music")
    there = LessonPageFactory(visibility=Visibility.DISTRICT)
    LessonPageFactory(school=school)
    admin = MembershipFactory(school=school, role=Role.SCHOOL_ADMIN).person
    curator = MembershipFactory(role=Role.CURATOR).person
    assert [card.lesson for card in new_lessons(admin)] == [here]
    assert {card.lesson.pk for card in new_lessons(curator)} == {here.pk, there.pk}
