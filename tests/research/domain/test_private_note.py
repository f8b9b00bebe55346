import pytest
from django.core.exceptions import ValidationError

from research.domain.comment import delete_comment
from research.domain.private_note import hand_over_note, hand_over_notes
from research.domain.queries.room import last_change, room_news
from research.domain.round import close_round
from tests.factories.accounts import UserFactory
from tests.factories.research import CommentFactory

pytestmark = pytest.mark.django_db


def news(take, since):
    """What the author of the lesson learns live."""
    notes = room_news(take=take, viewer=take.lesson.author, since=since).notes
    return [(note["id"], note["fresh"]) for note in notes]


def test_note_that_is_handed_over_is_a_new_comment_to_others(take):
    note = CommentFactory(take=take, private=True)
    since = last_change(take=take, viewer=note.author)
    assert news(take, 0) == []
    hand_over_note(comment=note)
    assert news(take, since) == [(note.pk, True)]
    change = note.change
    hand_over_note(comment=note)
    assert (note.private, note.change) == (False, change)


def test_all_notes_are_handed_over_but_those_of_others_and_what_was_deleted(take):
    person, other = UserFactory(), CommentFactory(take=take, private=True)
    mine = [CommentFactory(take=take, author=person, private=True, start_ms=n) for n in range(2)]
    delete_comment(comment=CommentFactory(take=take, author=person, private=True))
    keys = [note.pk for note in mine]
    assert hand_over_notes(take=take, author=person) == keys
    assert news(take, other.change) == [(key, True) for key in keys]
    assert hand_over_notes(take=take, author=person) == []


def test_nothing_is_handed_over_when_the_round_is_closed(take):
    note = CommentFactory(take=take, private=True)
    close_round(take=take, by=take.lesson.author)
    with pytest.raises(ValidationError):
        hand_over_note(comment=note)
    with pytest.raises(ValidationError):
        hand_over_notes(take=take, author=note.author)
    note.refresh_from_db()
    assert note.private
