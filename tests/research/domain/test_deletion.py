import pytest

from lessons.domain.deletion import delete_take, erase_take, restore_take
from lessons.enums import DeletionReason
from lessons.models import Take
from research.domain.queries.deletion import own_words
from research.domain.queries.ledger import ledger
from research.domain.queries.record import record_of
from research.domain.queries.room import room_comments, room_takes
from research.domain.queries.today import Work, waiting_for, work_of
from research.domain.record_paper import paper_of
from research.domain.reminder import write_to_reviewers
from research.domain.round import close_round, round_of
from research.models import RecordExport
from tests.enclosed import enclosed_picture
from tests.factories.live import LiveLessonFactory
from tests.factories.research import (
    CommentFactory,
    ObservationFactory,
    RecordExportFactory,
    ReplyFactory,
    VerdictFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db


def delete(take):
    return delete_take(take=take, by=take.lesson.author, reason=DeletionReason.WRONG_FILE)


def restore(take):
    return restore_take(take=take, by=take.lesson.author)


def test_the_round_is_closed_and_opened_again(take):
    delete(take)
    assert round_of(take).closer == take.lesson.author
    restore(take)
    assert round_of(take).is_open is True


def test_a_round_that_was_closed_before_stays_closed(take):
    close_round(take=take, by=take.lesson.author)
    delete(take)
    restore(take)
    assert round_of(take).is_open is False


def test_a_lesson_observed_live_ends(take):
    live = LiveLessonFactory(take=take, running=True)
    delete(take)
    live.refresh_from_db()
    assert live.is_running is False


def test_files_that_show_its_stills_go(take):
    export = RecordExportFactory(lesson=take.lesson)
    delete(take)
    assert RecordExport.objects.filter(pk=export.pk).exists() is False


def test_it_waits_for_nobody(take, reviewer):
    CommentFactory(take=take, author=reviewer)
    author = take.lesson.author
    assert (
        len(waiting_for(reviewer, Work([], {}))),
        len(waiting_for(author, work_of(author))),
    ) == (
        1,
        1,
    )
    delete(take)
    assert waiting_for(reviewer, work_of(reviewer)) == []
    assert waiting_for(author, work_of(author)) == []
    assert write_to_reviewers() == 0


def test_the_next_room_carries_nothing_of_it(take):
    second = WatchableTakeFactory(lesson=take.lesson)
    CommentFactory(take=take)
    author = take.lesson.author
    assert room_comments(take=second, viewer=author).count() == 1
    delete(take)
    assert room_comments(take=second, viewer=author).count() == 0
    assert [known.take for known in room_takes(take=second, viewer=author)] == [second]


def test_the_ledger_counts_what_was_said_and_leaves_nothing_open(take):
    VerdictFactory(comment__take=take)
    CommentFactory(take=take)
    author = take.lesson.author
    deleted = delete(take)
    counted = ledger(takes=[deleted], viewer=author)
    assert (counted.comments, counted.adopted) == (2, 1)
    assert (counted.waiting, counted.open_count, counted.open) == (0, 0, [])


def test_the_record_keeps_the_words_without_anything_to_be_seen(take):
    comment = CommentFactory(take=take, kind="highlight", enclosed=enclosed_picture())
    author = take.lesson.author
    delete(take)
    chapter = record_of(take.lesson, author).chapters[0]
    assert ([said.body for said in chapter.comments], chapter.take.deleted_by) == (
        [comment.body],
        author,
    )
    paper = paper_of(lesson=take.lesson, reader=author)
    assert (paper.places, paper.pictures) == ([], [])


def test_ones_own_words_are_there_to_be_read(take, reviewer):
    mine = CommentFactory(take=take, author=reviewer, private=True)
    others = CommentFactory(take=take)
    reply = ReplyFactory(comment=others, author=reviewer)
    observation = ObservationFactory(take=take, observer=reviewer)
    score = observation.scores.first()
    score.words = "板书清楚"
    score.save()
    delete(take)
    words = own_words(take=Take.objects.get(), person=reviewer)
    assert (words.comments, words.replies) == ([mine], [reply])
    assert [said for _asked, said in words.form] == ["板书清楚"]
    assert bool(own_words(take=take, person=take.lesson.author)) is False


def test_what_went_with_comments_goes_for_good_with_the_recording(
    take, django_capture_on_commit_callbacks
):
    comment = CommentFactory(take=take, kind="highlight", enclosed=enclosed_picture())
    other = CommentFactory(kind="highlight", enclosed=enclosed_picture())
    one = comment.enclosures.get()
    files = [one.file.name, one.small.name]
    deleted = delete(take)
    assert [one.file.storage.exists(name) for name in files] == [True, True]
    with django_capture_on_commit_callbacks(execute=True):
        erase_take(take=deleted, by=take.lesson.author)
    assert [one.file.storage.exists(name) for name in files] == [False, False]
    assert (comment.enclosures.count(), other.enclosures.count()) == (0, 1)
