import pytest

from research.domain.assent import set_assent
from research.domain.queries.room import last_change, room_counts, room_notes
from research.domain.reply import delete_reply, write_reply
from research.domain.round import set_round
from research.domain.visit import keep_visit
from research.models import Visit
from tests.factories.accounts import UserFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import CommentFactory, ReplyFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db


def unread(take, viewer):
    """What is new in the room: ids, and the same counted in the database."""
    notes = room_notes(take=take, viewer=viewer)
    fresh = [note["id"] for note in notes if note["fresh"]]
    replies = [reply["id"] for note in notes for reply in note["replies"] if reply["fresh"]]
    assert room_counts(take=take, viewer=viewer)["unread"] == sum(n["unread"] for n in notes)
    return fresh, replies


def leave(take, person):
    keep_visit(take=take, person=person, change=last_change(take=take, viewer=person))


def test_new_is_what_others_said_since_the_last_visit(take):
    author = take.lesson.author
    old = CommentFactory(take=take)
    assert unread(take, author) == ([old.pk], [])
    leave(take, author)
    ReplyFactory(comment=old, author=author)
    set_assent(comment=old, person=UserFactory(), agrees=True)
    assert unread(take, author) == ([], [])
    reply, comment = ReplyFactory(comment=old), CommentFactory(take=take)
    gone = ReplyFactory(comment=CommentFactory(take=take, author=author))
    delete_reply(reply=gone)
    assert unread(take, author) == ([comment.pk], [reply.pk])


def test_visit_never_goes_back(take):
    for change in (3, 7, 5):
        keep_visit(take=take, person=take.lesson.author, change=change)
    assert [visit.change for visit in Visit.objects.all()] == [7]


def test_who_writes_alone_first_finds_all_new_after_finishing(take):
    reviewing = InvitationFactory(take=take)
    comment = CommentFactory(take=take)
    set_round(take=take, by=take.lesson.author, form=None, is_blind=True)
    keep_visit(take=take, person=reviewing.person, change=9)
    assert (Visit.objects.count(), unread(take, reviewing.person)) == (0, ([], []))
    type(reviewing).objects.update(done_at=reviewing.created_at)
    assert unread(take, reviewing.person) == ([comment.pk], [])


def test_what_is_carried_is_not_new_but_what_is_said_to_it_later(take):
    author, comment = take.lesson.author, CommentFactory(take=take)
    second = WatchableTakeFactory(lesson=take.lesson)
    assert unread(second, author) == ([], [])
    leave(second, author)
    reply = write_reply(comment=comment, author=UserFactory(), body="再看看。")
    assert unread(second, author) == ([], [reply.pk])
