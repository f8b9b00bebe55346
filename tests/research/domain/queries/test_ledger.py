import pytest

from research.domain.comment import delete_comment
from research.domain.queries.ledger import OPEN_SHOWN, ledger
from research.enums import CommentKind, VerdictChoice
from research.models import Assent, Comment
from tests.factories.accounts import UserFactory
from tests.factories.research import (
    AnswerFactory,
    CommentFactory,
    VerdictFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def polished():
    """A lesson with two takes and everything that can become of a comment."""
    first = WatchableTakeFactory()
    lesson = first.lesson
    second = WatchableTakeFactory(lesson=lesson)

    def say(take=first, kind=CommentKind.SUGGESTION, **particulars):
        return CommentFactory(take=take, kind=kind, **particulars)

    def judge(comment, choice):
        VerdictFactory(comment=comment, choice=choice)
        return comment

    answered = judge(say(start_ms=1000), VerdictChoice.ADOPTED)
    AnswerFactory(comment=answered, take=second)
    adopted = judge(say(start_ms=2000), VerdictChoice.ADOPTED)
    partly = judge(say(start_ms=3000, kind=CommentKind.QUESTION), VerdictChoice.PARTLY)
    judge(say(start_ms=4000), VerdictChoice.NOT_ADOPTED)
    waiting = say(start_ms=5000)
    say(start_ms=6000, kind=CommentKind.HIGHLIGHT)
    say(start_ms=6500, kind=CommentKind.NOTE)
    say(start_ms=7000, private=True)
    delete_comment(comment=say(start_ms=8000))
    later = say(take=second, start_ms=500)
    return lesson, [adopted, partly, waiting, later]


def keys(whole):
    return [comment.pk for comment in whole.open]


def test_ledger_counts_what_became_of_each_comment(polished):
    lesson, still_open = polished
    whole = ledger(takes=lesson.takes.all(), viewer=lesson.author)
    assert (whole.comments, whole.adopted, whole.partly, whole.not_adopted) == (8, 2, 1, 1)
    assert (whole.waiting, whole.answered) == (2, [(2, 1)])
    assert (keys(whole), whole.open_count, whole.more_open) == ([c.pk for c in still_open], 4, 0)


def test_ledger_names_the_first_open_comments_and_counts_all():
    take = WatchableTakeFactory()
    said = [CommentFactory(take=take, start_ms=n) for n in range(OPEN_SHOWN + 3)]
    whole = ledger(takes=[take], viewer=take.lesson.author)
    assert (whole.open_count, whole.more_open) == (len(said), 3)
    assert keys(whole) == [c.pk for c in said[:OPEN_SHOWN]]
    assert whole.open[0].words == said[0].body


def test_ledger_counts_who_agrees():
    comment, other = CommentFactory(), UserFactory()
    for person in (other, comment.take.lesson.author):
        Assent.objects.create(comment=comment, person=person)
    whole = ledger(takes=[comment.take], viewer=comment.author)
    assert (whole.agreed, [one.agreed for one in whole.open]) == (2, [2])


def test_ledger_and_queryset_agree_on_what_is_open(polished):
    lesson, still_open = polished
    comments = Comment.objects.filter(take__lesson=lesson)
    assert set(comments.open()) == set(still_open)
    assert {c for c in comments if c.is_open} == set(still_open)
    without = set(comments.wanting_verdict().filter(verdict=None))
    assert {c for c in comments if c.is_awaiting_verdict} == without


def test_ledger_takes_one_query(polished, django_assert_num_queries):
    lesson, _ = polished
    takes = list(lesson.takes.all())
    with django_assert_num_queries(1):
        ledger(takes=takes, viewer=lesson.author)


def test_ledger_of_a_lesson_without_takes_is_empty():
    lesson = WatchableTakeFactory().lesson
    lesson.takes.all().delete()
    whole = ledger(takes=lesson.takes.all(), viewer=lesson.author)
    assert (whole.comments, whole.open) == (0, [])
