import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lessons.enums import Visibility
from research.domain.enclosure import keep_enclosures
from research.domain.queries.margin import CROWDED
from research.enums import CommentKind, VerdictChoice
from research.models import (
    Answer,
    Assent,
    Comment,
    CommentTag,
    Mention,
    Reply,
    Sketch,
    Verdict,
)
from tests.enclosed import enclosed_picture
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory, TakeFactory
from tests.factories.research import TagFactory, WatchableTakeFactory
from tests.research.views.test_room import ids, room, the_rest

pytestmark = pytest.mark.django_db


def fill_richly(take, number):
    """Comments of all kinds with verdicts, answers, drawings, tags, replies, names, agreement."""
    people = [MembershipFactory(subjects=["chinese"], grade=3).person for _ in range(5)]
    tags, later = TagFactory.create_batch(3), TakeFactory(lesson=take.lesson)
    kinds, choices = list(CommentKind), list(VerdictChoice)
    said = Comment.objects.bulk_create(
        Comment(
            take=take,
            author=people[n % 5],
            kind=kinds[n % 4],
            body="好。",
            start_ms=n,
            change=n + 1,
            said_change=n + 1,
        )
        for n in range(number)
    )
    Verdict.objects.bulk_create(
        Verdict(comment=one, choice=choices[n % 3], reason="试试", given_by=take.lesson.author)
        for n, one in enumerate(said[::2])
    )
    Answer.objects.bulk_create(
        Answer(comment=one, take=later, at_ms=0, linked_by=take.lesson.author) for one in said[::6]
    )
    Sketch.objects.bulk_create(Sketch(comment=one, content={}) for one in said[::3])
    CommentTag.objects.bulk_create(CommentTag(comment=one, tag=tag) for one in said for tag in tags)
    Assent.objects.bulk_create(Assent(comment=one, person=people[0]) for one in said[1::5])
    Mention.objects.bulk_create(Mention(comment=one, person=people[1], change=1) for one in said)
    Reply.objects.bulk_create(
        Reply(comment=one, author=people[n % 5], body="同意。", said_change=n)
        for n, one in enumerate(said[::2])
    )
    for one in said[:3]:
        keep_enclosures(comment=one, enclosed=enclosed_picture())


def queries_of(reviewer, take):
    """How many queries the room takes, and what it fetches afterwards; how many both show."""
    reviewer.get(room(take))
    with CaptureQueriesContext(connection) as first:
        page = reviewer.get(room(take))
    with CaptureQueriesContext(connection) as later:
        rest = the_rest(reviewer, page)
    shown = {*ids(page), *(f"comment-{note['id']}" for note in rest)}
    return len(first), len(later), len(shown)


@pytest.mark.parametrize(
    ("numbers", "taken"), [((30, 500), (12, 2)), ((CROWDED + 30, 3000), (13, 9))]
)
def test_room_takes_the_same_queries_however_many_rich_comments(
    take, reviewer, reviewing, numbers, taken
):
    few, many = numbers
    other = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    InvitationFactory(take=other, person=reviewing, note="请看朗读。")
    fill_richly(other, few)
    fill_richly(take, many)
    assert queries_of(reviewer, other) == (*taken, few)
    assert queries_of(reviewer, take) == (*taken, many)
