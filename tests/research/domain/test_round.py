import pytest

from research.domain.comment import delete_comment
from research.domain.round import describe_round, find_missing, round_of, set_round
from research.enums import CommentKind
from tests.factories.accounts import MembershipFactory
from tests.factories.research import CommentFactory, ObservationFormFactory, WatchableTakeFactory

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
