import pytest
from django.core.exceptions import ValidationError

from moke.media.models import Recording
from research.domain.answer import link_answer
from research.models import Answer
from tests.factories.accounts import UserFactory
from tests.factories.lessons import TakeFactory
from tests.factories.research import CommentFactory, VerdictFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return VerdictFactory().comment


def link(comment, take, at_ms=1000, by=None):
    by = by or comment.take.lesson.author
    return link_answer(comment=comment, take=take, at_ms=at_ms, by=by)


def test_answer_can_be_moved(comment):
    later = WatchableTakeFactory(lesson=comment.take.lesson)
    link(comment, later)
    link(comment, later, 83_000)
    assert list(Answer.objects.values_list("take", "at_ms")) == [(later.pk, 83_000)]
    comment.refresh_from_db()
    assert comment.change == 4


def test_answer_lies_in_a_later_take_of_the_same_lesson(comment):
    for take in (comment.take, WatchableTakeFactory()):
        with pytest.raises(ValidationError):
            link(comment, take)
    first = comment.take
    second = WatchableTakeFactory(lesson=first.lesson)
    late = VerdictFactory(comment=CommentFactory(take=second)).comment
    with pytest.raises(ValidationError):
        link(late, first)


def test_answer_lies_within_a_recording_that_plays(comment):
    lesson = comment.take.lesson
    with pytest.raises(ValidationError):
        link(comment, WatchableTakeFactory(lesson=lesson), 700_000)
    with pytest.raises(ValidationError):
        link(comment, TakeFactory(lesson=lesson), 0)


def test_answer_wants_a_verdict_first_and_the_author(comment):
    later = WatchableTakeFactory(lesson=comment.take.lesson)
    with pytest.raises(ValidationError):
        link(comment, later, by=UserFactory())
    with pytest.raises(ValidationError):
        link(CommentFactory(take=comment.take), later)


def test_answer_of_a_page_that_is_older_than_a_trim_counts_from_where_it_began(comment):
    later = WatchableTakeFactory(lesson=comment.take.lesson)
    Recording.objects.filter(pk=later.recording_id).update(zero_ms=30_000)
    author = comment.take.lesson.author
    answer = link_answer(comment=comment, take=later, at_ms=83_000, by=author, zero_ms=0)
    assert answer.at_ms == 53_000
