import pytest
from django.urls import reverse

from research.domain.round import close_round
from research.models import Comment
from tests.factories.research import CommentFactory

pytestmark = pytest.mark.django_db

FETCH = {"X-Requested-With": "fetch"}


def send(client, name, thing, **kwargs):
    return client.post(reverse(f"research:{name}", args=[thing.pk]), **kwargs)


def test_reviewer_hands_over_one_note_and_then_the_others(take, reviewer, reviewing):
    first, *_others = [CommentFactory(take=take, author=reviewing, private=True) for _ in "abc"]
    room = reviewer.get(reverse("research:room", args=[take.pk])).content.decode()
    assert "3 notes are only for you" in room
    one = send(reviewer, "hand_over", first, headers=FETCH).content.decode()
    assert "2 notes are only for you" in one
    every = send(reviewer, "hand_over_all", take, headers=FETCH).content.decode()
    assert (every.count('class="note"'), 'id="own-notes" hidden' in every) == (2, True)
    assert Comment.objects.filter(private=True).count() == 0


def test_nobody_hands_over_the_notes_of_others(take, reviewer, author):
    note = CommentFactory(take=take, private=True)
    assert send(reviewer, "hand_over", note).status_code == 404
    assert send(author, "hand_over_all", take).status_code == 403
    assert send(reviewer, "hand_over_all", take).url == reverse("research:room", args=[take.pk])
    note.refresh_from_db()
    assert note.private


def test_closed_round_says_why_nothing_is_handed_over(take, reviewer, reviewing):
    note = CommentFactory(take=take, author=reviewing, private=True)
    close_round(take=take, by=take.lesson.author)
    for name, thing in (("hand_over", note), ("hand_over_all", take)):
        answer = send(reviewer, name, thing, headers=FETCH)
        said = f"{take.lesson.author} closed this round"
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
