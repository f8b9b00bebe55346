from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from research.domain.comment import write_comment
from research.enums import CommentKind
from research.models import Comment
from tests.factories.accounts import UserFactory
from tests.factories.research import WatchableTakeFactory

WRITERS = 4
EACH = 5


@pytest.mark.django_db(transaction=True)
def test_colleagues_who_write_at_once_get_a_number_each():
    take = WatchableTakeFactory()
    people = UserFactory.create_batch(WRITERS)

    def write(person):
        for number in range(EACH):
            write_comment(
                take=take, author=person, kind=CommentKind.NOTE, start_ms=number, body="好。"
            )
        connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, people))
    changes = Comment.objects.order_by("change").values_list("change", flat=True)
    assert list(changes) == list(range(1, WRITERS * EACH + 1))


@pytest.mark.django_db(transaction=True)
def test_one_comment_sent_at_once_is_written_once():
    take, person = WatchableTakeFactory(), UserFactory()
    said = {"kind": CommentKind.NOTE, "start_ms": 1, "body": "好。"}

    def write(token):
        pk = write_comment(take=take, author=person, token=token, **said).pk
        connection.close()
        return pk

    with ThreadPoolExecutor(WRITERS) as pool:
        written = set(pool.map(write, ["8f14e45f-ceea-467f-a0e6-2f1c3a7f9b10"] * WRITERS))
    assert written == set(Comment.objects.values_list("pk", flat=True))
    assert len(written) == 1
