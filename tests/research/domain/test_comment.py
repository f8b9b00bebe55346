import uuid

import pytest
from django.core.exceptions import ValidationError

from moke.media.models import Recording
from research.domain.comment import delete_comment, edit_comment, write_comment
from research.enums import CommentKind
from research.models import Comment
from tests.factories.accounts import UserFactory
from tests.factories.lessons import TakeFactory
from tests.factories.research import CommentFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(take):
    def write_with(**particulars):
        said = {"kind": CommentKind.NOTE, "start_ms": 1000, "body": "看板书。"}
        return write_comment(take=take, author=UserFactory(), **{**said, **particulars})

    return write_with


def refused_fields(write, **particulars):
    with pytest.raises(ValidationError) as refusal:
        write(**particulars)
    assert Comment.objects.count() == 0
    return set(refusal.value.error_dict)


def test_comment_keeps_a_span_and_tidies_its_words(write):
    comment = write(start_ms=2000, end_ms=9000, body="  一\r\n二 ")
    assert (comment.start_ms, comment.end_ms, comment.body) == (2000, 9000, "一\n二")


@pytest.mark.parametrize(
    ("particulars", "field"),
    [
        ({"body": " \n　"}, "body"),
        ({"body": "字" * 5001}, "body"),
        ({"body": "x" * 1_000_000}, "body"),
        ({"body": "a\x00b"}, "body"),
        ({"kind": "praise"}, "kind"),
        ({"start_ms": -1}, "start_ms"),
        ({"start_ms": 600_501}, "start_ms"),
        ({"end_ms": 1000}, "end_ms"),
        ({"end_ms": 400}, "end_ms"),
        ({"end_ms": 700_000}, "end_ms"),
    ],
)
def test_comment_refuses_what_makes_no_sense(write, particulars, field):
    assert refused_fields(write, **particulars) == {field}


def test_comment_just_beyond_the_end_is_put_at_the_end(write):
    assert write(start_ms=600_400).start_ms == 600_000


def test_comment_of_five_thousand_characters_is_kept(write):
    assert len(write(body="字" * 5000).body) == 5000


def test_comment_waits_for_a_recording_that_plays():
    with pytest.raises(ValidationError, match="The recording of this take"):
        CommentFactory(take=TakeFactory(), start_ms=0)


def test_comment_sent_twice_is_written_once(take):
    person, token = UserFactory(), uuid.uuid4()
    said = {"kind": CommentKind.NOTE, "start_ms": 1, "body": "好。", "token": token}
    first = write_comment(take=take, author=person, **said)
    assert write_comment(take=take, author=person, **said) == first
    assert write_comment(take=take, author=UserFactory(), **said) != first


def test_changes_are_numbered_through_the_lesson(take):
    first = CommentFactory(take=take)
    second = CommentFactory(take=WatchableTakeFactory(lesson=take.lesson))
    assert (first.change, second.change) == (1, 2)
    assert edit_comment(comment=first, body="换一个问法。").change == 3


def test_edit_leaves_a_trace_only_when_something_changed():
    comment = CommentFactory(body="一")
    assert edit_comment(comment=comment, body=" 一 ").edited_at is None
    edited = edit_comment(comment=comment, body="二", kind=CommentKind.QUESTION)
    assert (edited.body, edited.kind, edited.edited_at is None) == ("二", "question", False)


def test_delete_erases_the_words_and_twice_is_harmless():
    comment = delete_comment(comment=CommentFactory())
    gone_at = comment.deleted_at
    delete_comment(comment=comment)
    comment.refresh_from_db()
    assert (comment.body, comment.deleted_at) == ("", gone_at)


def test_deleted_comment_cannot_be_edited():
    comment = delete_comment(comment=CommentFactory())
    with pytest.raises(ValidationError):
        edit_comment(comment=comment, body="又来")


def test_moment_from_before_the_recording_was_cut_is_found_again(take, write):
    Recording.objects.filter(pk=take.recording_id).update(zero_ms=100_000)
    assert refused_fields(write, zero_ms=0, start_ms=90_000) == {"start_ms"}
    comment = write(zero_ms=0, start_ms=130_000, end_ms=140_000)
    assert (comment.start_ms, comment.end_ms) == (30_000, 40_000)
