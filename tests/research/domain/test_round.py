import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lessons.domain.invitation import finish_review
from lessons.models import Invitation
from research.domain.comment import delete_comment
from research.domain.observation import hand_in_observation, take_back_observation
from research.domain.queries.ledger import ledger
from research.domain.queries.observation import takes_waiting_for
from research.domain.queries.record import record_of
from research.domain.queries.today import Work, waiting_for
from research.domain.round import (
    close_round,
    describe_round,
    extend_round,
    find_missing,
    reopen_round,
    round_of,
    set_round,
)
from research.enums import CommentKind
from research.models import Comment, Round
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import (
    CommentFactory,
    ObservationFactory,
    ObservationFormFactory,
    ReplyFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db


def test_a_round_is_set_anew():
    take, form = WatchableTakeFactory(), ObservationFormFactory()
    author = take.lesson.author
    set_round(take=take, by=author, form=form, questions=2)
    set_round(take=take, by=author, form=None, highlights=1)
    found = round_of(take)
    assert (found.form, found.highlights, found.questions) == (None, 1, 0)


def test_a_take_without_a_round_asks_nothing():
    take = WatchableTakeFactory()
    assert round_of(take) is None
    assert describe_round(None) == ""
    assert find_missing(take=take, person=take.lesson.author) == []


def test_private_deleted_and_others_comments_do_not_count():
    take, person = WatchableTakeFactory(), MembershipFactory().person
    set_round(take=take, by=take.lesson.author, form=None, suggestions=2)
    CommentFactory(take=take)
    CommentFactory(take=take, author=person, private=True)
    CommentFactory(take=take, author=person, kind=CommentKind.HIGHLIGHT)
    delete_comment(comment=CommentFactory(take=take, author=person))
    assert len(find_missing(take=take, person=person)) == 1
    for _ in range(2):
        CommentFactory(take=take, author=person)
    assert find_missing(take=take, person=person) == []


@pytest.fixture
def blind():
    """A blind round with two reviewers, each of whom has said one thing."""
    take = WatchableTakeFactory()
    set_round(take=take, by=take.lesson.author, form=None, is_blind=True)
    one, other = InvitationFactory(take=take), InvitationFactory(take=take)
    return (
        one,
        CommentFactory(take=take, author=one.person),
        other,
        CommentFactory(take=take, author=other.person),
    )


def read_by(person):
    """What the person reads, which is what the rules let them read."""
    seen = set(Comment.objects.visible_to(person))
    assert seen == {c for c in Comment.objects.all() if person.has_perm("research.read_comment", c)}
    return seen


def test_reviewers_of_a_blind_round_read_the_others_once_they_have_finished(blind):
    one, mine, _other, theirs = blind
    assert read_by(one.person) == {mine}
    assert one.person.has_perm("research.reply_comment", theirs) is False
    assert read_by(one.take.lesson.author) == {mine, theirs}
    finish_review(invitation=one)
    assert read_by(one.person) == {mine, theirs}


def test_a_blind_round_opens_when_it_is_closed_and_when_the_next_take_comes(blind):
    one, mine, _other, theirs = blind
    take = one.take
    close_round(take=take, by=take.lesson.author)
    assert read_by(one.person) == {mine, theirs}
    reopen_round(take=take)
    assert read_by(one.person) == {mine}
    WatchableTakeFactory(lesson=take.lesson)
    assert read_by(one.person) == {mine, theirs}


def test_ledger_and_record_keep_a_blind_round_blind(blind):
    one, mine, _other, theirs = blind
    lesson = one.take.lesson
    ReplyFactory(comment=theirs, author=lesson.author)
    (chapter,) = record_of(lesson, one.person).chapters
    assert (chapter.is_blind, list(chapter.comments)) == (True, [mine])
    assert ledger(takes=[one.take], viewer=one.person).comments == 1
    (whole,) = record_of(lesson, lesson.author).chapters
    assert (whole.is_blind, set(whole.comments)) == (False, {mine, theirs})
    assert ledger(takes=[one.take], viewer=lesson.author).comments == 2


def test_what_waits_and_observations_know_that_a_round_is_closed(blind):
    one, *_ = blind
    person, take = one.person, one.take
    nothing = Work(takes=[], tallies={})
    assert takes_waiting_for(person, [take]) == {take.pk}
    assert [line.take for line in waiting_for(person, nothing)] == [take]
    close_round(take=take, by=take.lesson.author)
    assert takes_waiting_for(person, [take]) == set()
    assert waiting_for(person, nothing) == []


def test_a_closed_round_takes_nothing_more_but_from_the_author(blind):
    one, *_ = blind
    take, author = one.take, one.take.lesson.author
    observation = ObservationFactory(take=take, observer=one.person)
    assert (close_round(take=take, by=author), close_round(take=take, by=one.person)) == (
        True,
        False,
    )
    assert round_of(take).closer == author
    for refused in (
        lambda: CommentFactory(take=take, author=one.person),
        lambda: hand_in_observation(observation=observation),
        lambda: take_back_observation(observation=observation),
    ):
        with pytest.raises(ValidationError, match="closed this round"):
            refused()
    assert CommentFactory(take=take, author=author).take == take
    reopen_round(take=take)
    assert CommentFactory(take=take, author=one.person).take == take


def test_closed_round_names_who_closed_it_and_forgets_them_when_it_is_opened(blind):
    one, *_ = blind
    take, lead = one.take, MembershipFactory().person
    close_round(take=take, by=lead)
    with pytest.raises(ValidationError, match=f"{lead} closed this round"):
        CommentFactory(take=take, author=one.person)
    reopen_round(take=take)
    Round.objects.update(closed_at=timezone.now())  # as those were that were closed before
    assert round_of(take).closer == take.lesson.author


def test_more_time_is_for_those_who_have_not_finished():
    take = WatchableTakeFactory()
    today = timezone.localdate()
    late = InvitationFactory(take=take, due_on=today - datetime.timedelta(days=1))
    done = InvitationFactory(take=take, due_on=today, done_at=timezone.now())
    assert (late.is_late, done.is_late) == (True, False)
    Invitation.objects.update(reminded_at=timezone.now())
    later = today + datetime.timedelta(days=3)
    assert extend_round(take=take, due_on=later) == 1
    late.refresh_from_db()
    done.refresh_from_db()
    assert (late.due_on, late.reminded_at, late.is_late) == (later, None, False)
    assert done.due_on == today
    with pytest.raises(ValidationError, match="today or a later day"):
        extend_round(take=take, due_on=today - datetime.timedelta(days=1))


def test_author_who_changes_a_round_leaves_it_to_its_lead():
    take, lead = WatchableTakeFactory(), MembershipFactory().person
    set_round(take=take, by=lead, form=None, highlights=1)
    assert set_round(take=take, by=take.lesson.author, form=None, highlights=2).set_by == lead
    assert (close_round(take=take, by=lead), close_round(take=take, by=lead)) == (True, False)
    assert (reopen_round(take=take), reopen_round(take=take)) == (True, False)
