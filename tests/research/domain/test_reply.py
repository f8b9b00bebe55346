import uuid

import pytest
from django.core.exceptions import ValidationError

from research.domain.comment import delete_comment
from research.domain.reply import delete_reply, edit_reply, write_reply
from tests.factories.accounts import UserFactory
from tests.factories.research import CommentFactory, ReplyFactory

pytestmark = pytest.mark.django_db


def test_reply_numbers_a_change_of_its_comment():
    comment = CommentFactory()
    write_reply(comment=comment, author=UserFactory(), body="同意。")
    comment.refresh_from_db()
    assert comment.change == 2


def test_reply_sent_twice_is_written_once():
    comment, person, token = CommentFactory(), UserFactory(), uuid.uuid4()
    first = write_reply(comment=comment, author=person, body="好。", token=token)
    assert write_reply(comment=comment, author=person, body="好。", token=token) == first
    assert comment.replies.count() == 1


@pytest.mark.parametrize("body", ["", " \n", "字" * 5001])
def test_reply_refuses_no_words_and_too_many(body):
    comment = CommentFactory()
    with pytest.raises(ValidationError):
        write_reply(comment=comment, author=UserFactory(), body=body)
    comment.refresh_from_db()
    assert (comment.replies.count(), comment.change) == (0, 1)


def test_private_and_deleted_comments_take_no_reply():
    for comment in (CommentFactory(private=True), delete_comment(comment=CommentFactory())):
        with pytest.raises(ValidationError):
            write_reply(comment=comment, author=comment.author, body="好。")


def test_edit_and_delete_of_a_reply_leave_traces():
    reply = ReplyFactory(body="一")
    assert edit_reply(reply=reply, body="二").edited_at is not None
    deleted_at = delete_reply(reply=reply).deleted_at
    assert (reply.body, delete_reply(reply=reply).deleted_at) == ("", deleted_at)
    with pytest.raises(ValidationError):
        edit_reply(reply=reply, body="三")
