import pytest

from research.domain.comment import delete_comment, edit_comment
from research.domain.queries.margin import count_notes, only_shown
from research.domain.queries.room import (
    last_change,
    room_counts,
    room_news,
    room_notes,
)
from research.domain.reply import write_reply
from research.enums import CommentKind, VerdictChoice
from research.models import Comment, Reply
from tests.factories.accounts import UserFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import (
    AnswerFactory,
    CommentFactory,
    ReplyFactory,
    VerdictFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db


def comments_for(take, viewer, show="all"):
    notes = only_shown(notes=room_notes(take=take, viewer=viewer), show=show)
    return [Comment.objects.get(pk=note["id"]) for note in notes]


def test_room_lists_comments_in_order_of_time(take, reviewer):
    second, first = CommentFactory(take=take, start_ms=9), CommentFactory(take=take, start_ms=3)
    CommentFactory()
    assert comments_for(take, reviewer) == [first, second]


def test_private_notes_are_their_authors_alone(take, reviewer):
    private = CommentFactory(take=take, author=reviewer, private=True)
    other = InvitationFactory(take=take).person
    for viewer in (other, take.lesson.author):
        assert comments_for(take, viewer) == []
        assert room_counts(take=take, viewer=viewer)["all"] == 0
        assert last_change(take=take, viewer=viewer) == 0
        assert room_news(take=take, viewer=viewer, since=0).gone == []
    assert comments_for(take, reviewer) == [private]
    delete_comment(comment=private)
    assert comments_for(take, reviewer) == []
    assert room_news(take=take, viewer=reviewer, since=0).gone == [private.pk]


def test_open_comments_are_carried_into_later_takes(take):
    author = take.lesson.author
    waiting = CommentFactory(take=take, start_ms=1)
    adopted = VerdictFactory(comment=CommentFactory(take=take, start_ms=2)).comment
    refused = CommentFactory(take=take, start_ms=3)
    VerdictFactory(comment=refused, choice=VerdictChoice.NOT_ADOPTED)
    CommentFactory(take=take, kind=CommentKind.HIGHLIGHT)
    CommentFactory(take=take, private=True, author=author)
    second = WatchableTakeFactory(lesson=take.lesson)
    assert comments_for(second, author, "carried") == [waiting, adopted]
    AnswerFactory(comment=adopted, take=second)
    assert comments_for(second, author) == [waiting, adopted]
    third = WatchableTakeFactory(lesson=take.lesson)
    assert comments_for(third, author) == [waiting]
    assert room_counts(take=third, viewer=author)["carried"] == 1


def test_later_comments_do_not_reach_back(take):
    CommentFactory(take=WatchableTakeFactory(lesson=take.lesson))
    assert comments_for(take, take.lesson.author) == []
    assert last_change(take=take, viewer=take.lesson.author) == 0


def test_filters_and_counts_agree(take, reviewer):
    CommentFactory(take=take, author=reviewer, kind=CommentKind.NOTE)
    CommentFactory(take=take, author=reviewer, private=True)
    delete_comment(comment=CommentFactory(take=take, author=reviewer))
    VerdictFactory(comment=CommentFactory(take=take))
    second = WatchableTakeFactory(lesson=take.lesson)
    CommentFactory(take=second, author=reviewer)
    for room in (take, second):
        counts = room_counts(take=room, viewer=reviewer)
        assert counts == count_notes(notes=room_notes(take=room, viewer=reviewer))
        for show in ("waiting", "mine", "carried"):
            assert (show, counts[show]) == (show, len(comments_for(room, reviewer, show)))


def test_news_is_exactly_what_changed(take, reviewer):
    comments = [CommentFactory(take=take, start_ms=n) for n in range(3)]
    seen = last_change(take=take, viewer=reviewer)
    assert room_news(take=take, viewer=reviewer, since=seen).notes == []
    write_reply(comment=comments[1], author=UserFactory(), body="好。")
    edit_comment(comment=comments[2], body="另说。")
    news = room_news(take=take, viewer=reviewer, since=seen)
    assert [note["id"] for note in news.notes] == [comment.pk for comment in comments[1:]]
    assert (news.change, news.gone) == (seen + 2, [])
    assert room_news(take=take, viewer=reviewer, since=news.change).notes == []


def test_news_says_which_carried_comment_is_settled(take):
    author = take.lesson.author
    comment = CommentFactory(take=take)
    second = WatchableTakeFactory(lesson=take.lesson)
    seen = last_change(take=second, viewer=author)
    VerdictFactory(comment=comment, choice=VerdictChoice.NOT_ADOPTED)
    news = room_news(take=second, viewer=author, since=seen)
    assert (news.notes, news.gone) == ([], [comment.pk])


def test_letters_say_what_rules_allow(take, reviewer):
    author = take.lesson.author
    second = WatchableTakeFactory(lesson=take.lesson)
    said = CommentFactory(take=take, author=reviewer)
    VerdictFactory(comment=CommentFactory(take=take))
    CommentFactory(take=take, author=reviewer, private=True)
    delete_comment(comment=ReplyFactory(comment=CommentFactory(take=take)).comment)
    ReplyFactory(comment=said, author=reviewer)
    letters = {
        "g": "research.agree_with_comment",
        "r": "research.reply_comment",
        "v": "research.give_verdict",
        "e": "research.change_comment",
    }
    for viewer in (author, reviewer):
        for room in (take, second):
            for note in room_notes(take=room, viewer=viewer):
                comment = Comment.objects.get(pk=note["id"])
                for letter, permission in letters.items():
                    allowed = viewer.has_perm(permission, comment)
                    assert (letter in note["may"]) == allowed, (letter, viewer, note)
                answered = viewer.has_perm("research.link_answer", comment)
                may_hand_over = viewer.has_perm("research.hand_over_note", comment)
                assert ("s" in note["may"]) == (note["private"] and may_hand_over)
                assert ("a" in note["may"]) == (bool(note["carried"]) and answered)
                for reply in note["replies"]:
                    own = Reply.objects.get(pk=reply["id"])
                    assert (reply["may"] == "e") == viewer.has_perm("research.change_reply", own)
