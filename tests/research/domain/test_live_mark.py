import dataclasses
import datetime
import uuid

import pytest
from django.utils import timezone

from research.domain.live_mark import SentMark, keep_marks
from research.models import LiveMark
from tests.factories.accounts import MembershipFactory
from tests.factories.live import LiveLessonFactory, LiveMarkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def live():
    return LiveLessonFactory()


@pytest.fixture
def author():
    return MembershipFactory().person


def made(live, after_s=12, **values):
    at = live.started_at + datetime.timedelta(seconds=after_s)
    return SentMark(**{"token": uuid.uuid4(), "kind": "question", "at": at} | values)


def test_mark_sent_again_is_kept_once_as_it_was_sent_last(live, author):
    mark = made(live)
    said = dataclasses.replace(mark, body=" 为什么？ ", private=True)
    for sent in (mark, mark, said, said):
        assert keep_marks(live=live, author=author, sent=[sent]) == {}
    kept = LiveMark.objects.get()
    assert (kept.at, kept.kind, kept.body, kept.private) == (mark.at, "question", "为什么？", True)
    gone = dataclasses.replace(mark, is_gone=True)
    assert keep_marks(live=live, author=author, sent=[gone, gone]) == {}
    assert LiveMark.objects.count() == 0


def test_marks_made_in_the_lesson_are_kept_when_they_arrive_after_its_end(live, author):
    live.ended_at = live.started_at + datetime.timedelta(minutes=20)
    inside, early, late = made(live), made(live, -121), made(live, 20 * 60 + 121)
    refused = keep_marks(live=live, author=author, sent=[early, inside, late])
    assert set(refused) == {str(early.token), str(late.token)}
    assert LiveMark.objects.get().token == inside.token


def test_mark_that_is_a_comment_is_changed_there(live, author):
    mark = LiveMarkFactory(live=live, author=author, placed_at=timezone.now())
    same = SentMark(token=mark.token, kind=mark.kind, at=mark.at)
    assert keep_marks(live=live, author=author, sent=[same]) == {}
    other = dataclasses.replace(same, body="后来写的")
    assert list(keep_marks(live=live, author=author, sent=[other])) == [str(mark.token)]


def test_nobody_touches_the_marks_of_another(live, author):
    mark = LiveMarkFactory(live=live)
    mine = SentMark(token=mark.token, kind="note", at=mark.at, body="我的")
    keep_marks(live=live, author=author, sent=[mine, dataclasses.replace(mine, is_gone=True)])
    assert list(LiveMark.objects.all()) == [mark]
