import pytest
from django.core.exceptions import ValidationError

from research.domain.assent import set_assent
from research.domain.comment import delete_comment
from tests.factories.accounts import UserFactory
from tests.factories.research import CommentFactory

pytestmark = pytest.mark.django_db


def test_agreeing_numbers_a_change_and_twice_changes_nothing():
    comment, person = CommentFactory(), UserFactory()
    changes = []
    for agrees in (True, True, False, False):
        set_assent(comment=comment, person=person, agrees=agrees)
        comment.refresh_from_db()
        changes.append((comment.change, comment.assents.count()))
    assert changes == [(2, 1), (2, 1), (3, 0), (3, 0)]


def test_nobody_agrees_with_themself_nor_with_what_is_not_shared():
    own, private = CommentFactory(), CommentFactory(private=True)
    deleted = delete_comment(comment=CommentFactory())
    for comment, person in ((own, own.author), (private, UserFactory()), (deleted, UserFactory())):
        with pytest.raises(ValidationError):
            set_assent(comment=comment, person=person, agrees=True)
        assert comment.assents.count() == 0
