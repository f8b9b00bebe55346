import datetime

import pytest
from django.utils import timezone

from lessons.domain.deletion import delete_take
from lessons.domain.invitation import withdraw_invitation
from lessons.enums import DeletionReason, Visibility
from lessons.models import Take
from moke.accounts.enums import Role
from moke.curriculum.enums import Term
from moke.curriculum.terms import SchoolTerm, term_of
from research.domain.queries.work import takes_open_to, teachers_of, work_in
from research.domain.round import set_round
from research.enums import WorkRole
from research.models import LiveLesson, LiveSeat, Observation
from tests.factories.accounts import MembershipFactory, SchoolFactory
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.research import (
    DURATION_S,
    CodingFactory,
    CommentFactory,
    ObservationFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db
TERM = SchoolTerm(2026, Term.FIRST)


def at(*day):
    return datetime.datetime(*day, 12, tzinfo=timezone.get_current_timezone())


def work_of(person, term=TERM):
    (done,) = work_in(people=[person], term=term)
    return done


def test_reviews_count_in_the_term_that_they_were_finished_in():
    person = MembershipFactory().person
    done = InvitationFactory(
        take=WatchableTakeFactory(), person=person, done_at=at(2026, 9, 30)
    ).take
    InvitationFactory(take=WatchableTakeFactory(), person=person, done_at=at(2026, 7, 31))
    InvitationFactory(take=WatchableTakeFactory(), person=person)
    CommentFactory(take=done, author=person)
    CommentFactory(take=done, author=person, private=True)
    work = work_of(person)
    assert [(p.take, p.role, p.on) for p in work.pieces] == [
        (done, WorkRole.REVIEWER, datetime.date(2026, 9, 30))
    ]
    assert (work.reviewed_s, work.comments, work.forms) == (DURATION_S, 1, 0)
    assert len(work_of(person, TERM.before).reviewed) == 1


def test_a_form_counts_as_a_review_once_and_ones_own_lesson_as_none():
    person = MembershipFactory().person
    take = WatchableTakeFactory()
    InvitationFactory(take=take, person=person, done_at=at(2026, 10, 1))
    uninvited = WatchableTakeFactory()
    own = WatchableTakeFactory(lesson=LessonPageFactory(author=person))
    for seen in (take, uninvited, own):
        ObservationFactory(take=seen, observer=person)
    begun = ObservationFactory(take=WatchableTakeFactory(), observer=person)
    Observation.objects.exclude(pk=begun.pk).update(handed_in_at=at(2026, 10, 2))
    work = work_of(person)
    assert [(p.take, p.on.day) for p in work.reviewed] == [(take, 1), (uninvited, 2)]
    assert work.forms == 2


def test_takes_count_for_their_author_when_they_can_be_watched():
    lesson = LessonPageFactory()
    taught = WatchableTakeFactory(lesson=lesson, taught_on=datetime.date(2027, 1, 31))
    WatchableTakeFactory(lesson=lesson, taught_on=datetime.date(2027, 2, 1))
    TakeFactory(lesson=lesson, taught_on=datetime.date(2026, 9, 1))
    work = work_of(lesson.author)
    assert [p.take for p in work.taught] == [taught]
    assert work.taught_s == DURATION_S


def test_a_deleted_take_counts_for_its_author_unless_it_was_the_wrong_file():
    lesson = LessonPageFactory()
    takes = [
        WatchableTakeFactory(lesson=lesson, taught_on=datetime.date(2026, 9, 1)) for _ in range(2)
    ]
    reasons = (DeletionReason.CONSENT, DeletionReason.WRONG_FILE)
    for take, reason in zip(takes, reasons, strict=True):
        delete_take(take=take, by=lesson.author, reason=reason)
    assert [p.take for p in work_of(lesson.author).taught] == takes[:1]


def test_a_finished_review_counts_when_its_invitation_is_withdrawn():
    person = MembershipFactory().person
    takes = [WatchableTakeFactory(), WatchableTakeFactory()]
    for take, done_at in zip(takes, (at(2026, 9, 30), None), strict=True):
        invitation = InvitationFactory(take=take, person=person, done_at=done_at)
        withdraw_invitation(invitation=invitation)
        withdraw_invitation(invitation=invitation)
    assert [(p.take, p.role) for p in work_of(person).pieces] == [(takes[0], WorkRole.REVIEWER)]
    invitation = InvitationFactory(take=takes[0], person=person, done_at=at(2026, 10, 3))
    assert [p.on.day for p in work_of(person).pieces] == [3]


def test_leading_coding_and_observing_in_the_classroom_count_apart():
    person = MembershipFactory().person
    led, coded, observed, by_others = (WatchableTakeFactory() for _ in range(4))
    set_round(take=led, by=person, form=None)
    set_round(take=by_others, by=by_others.lesson.author, form=None)
    CodingFactory(take=coded, coder=person, codes="TS")
    live = LiveLesson.objects.create(take=observed, started_by=observed.lesson.author)
    LiveSeat.objects.create(live=live, person=person)
    work = work_of(person, term_of(timezone.localdate()))
    assert {(p.take, p.role) for p in work.pieces} == {
        (led, WorkRole.LEAD),
        (coded, WorkRole.CODER),
        (observed, WorkRole.OBSERVER),
    }
    assert [number for _label, number in work.besides] == [1, 1, 1]
    assert (work.reviewed_s, work.taught_s) == (0, 0)


def test_lessons_that_the_viewer_may_not_read_stay_unnamed():
    person = MembershipFactory().person
    take = InvitationFactory(
        take=WatchableTakeFactory(lesson__visibility=Visibility.DRAFT),
        person=person,
        done_at=at(2026, 9, 1),
    ).take
    admin = MembershipFactory(role=Role.SCHOOL_ADMIN, school=person.standing[0].school).person
    work = work_of(person)
    assert takes_open_to(person, [work]) == {take.pk}
    assert takes_open_to(admin, [work]) == set()


def test_teachers_of_a_school_are_those_who_teach_there():
    school = SchoolFactory()
    one = MembershipFactory(school=school, person__name="Bai").person
    admin = MembershipFactory(school=school, role=Role.SCHOOL_ADMIN, person__name="Ai").person
    MembershipFactory(school=school, role=Role.STUDENT, grade=1)
    MembershipFactory(school=school, person__is_active=False)
    MembershipFactory()
    assert teachers_of(school) == [admin, one]


@pytest.mark.parametrize("number", [1, 30])
def test_work_takes_nine_queries_however_many_people(number, django_assert_num_queries):
    people = [MembershipFactory().person for _ in range(number)]
    for person in people:
        InvitationFactory(take=WatchableTakeFactory(), person=person, done_at=at(2026, 9, 30))
    Take.objects.update(taught_on=datetime.date(2026, 9, 1))
    with django_assert_num_queries(9):
        done = work_in(people=people, term=TERM)
        assert sum(len(work.pieces) for work in done) == number
        assert all(p.take.lesson.school and p.duration_s for work in done for p in work.pieces)
