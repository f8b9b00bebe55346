"""What is said about a take moves along with its recording, and nothing of it is lost."""

from datetime import timedelta

import pytest

from moke.media.followers import follow_trim, foresee_trim
from moke.media.trim import Trim
from research.models import ClipQuote, Coding, RecordExport, Reply
from tests.factories.live import LiveLessonFactory, LiveMarkFactory
from tests.factories.research import (
    AnswerFactory,
    CodingFactory,
    CommentFactory,
    PhaseMarkFactory,
    PostFactory,
    RecordExportFactory,
    WatchableTakeFactory,
    span,
)

pytestmark = pytest.mark.django_db
KEPT = Trim(100_000, 400_000)
"""Of ten minutes."""


@pytest.fixture
def take():
    take = WatchableTakeFactory()
    take.recording.owner = take.lesson.author
    take.recording.save()
    return take


def follow(take, trim=KEPT):
    return follow_trim(recording=take.recording, trim=trim)["take"]


def said_on(comment):
    return list(Reply.objects.filter(comment=comment).values_list("author", "body"))


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "moved"),
    [
        (150_000, None, (50_000, None)),
        (100_000, 160_000, (0, 60_000)),
        (90_000, 160_000, (0, 60_000)),
        (390_000, 450_000, (290_000, 300_000)),
        (400_000, None, (300_000, None)),
    ],
)
def test_comment_stays_at_its_moment(take, start_ms, end_ms, moved):
    comment = CommentFactory(take=take, start_ms=start_ms, end_ms=end_ms)
    change = comment.change
    assert follow(take)["comments"] == {comment.pk: [start_ms, end_ms]}
    comment.refresh_from_db()
    assert (comment.start_ms, comment.end_ms) == moved
    assert (comment.change, said_on(comment)) == (change + 1, [])


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "moved"), [(30_000, 60_000, 0), (500_000, None, 300_000)]
)
@pytest.mark.parametrize("private", [True, False])
def test_comment_on_what_goes_stays_at_the_edge_and_says_so(take, start_ms, end_ms, moved, private):
    comment = CommentFactory(take=take, start_ms=start_ms, end_ms=end_ms, private=private)
    follow(take)
    comment.refresh_from_db()
    assert (comment.start_ms, comment.end_ms) == (moved, None)
    (said,) = said_on(comment)
    assert said[0] == take.lesson.author_id
    assert ("0:30" in said[1], "8:20" in said[1]) == (start_ms < 100_000, start_ms > 100_000)


@pytest.mark.parametrize(("at_ms", "moved", "count"), [(150_000, 50_000, 0), (30_000, 0, 1)])
def test_answers_in_this_take_move_and_say_where_they_stood(at_ms, moved, count):
    answer = AnswerFactory(at_ms=at_ms)
    follow(answer.take)
    answer.refresh_from_db()
    assert (answer.at_ms, len(said_on(answer.comment))) == (moved, count)


def test_phases_stay_in_order_and_the_one_that_runs_begins(take):
    for start_ms in (0, 60_000, 200_000, 400_000):
        PhaseMarkFactory(take=take, start_ms=start_ms)
    follow(take)
    assert list(take.phase_marks.values_list("position", "start_ms")) == [(1, 0), (2, 100_000)]


def test_quoted_clips_move_and_those_that_go_leave_their_posts(take):
    post = PostFactory(
        author=take.lesson.author,
        clips=[span(take, 95, 120), span(take, 10, 40), span(take, 390, 420)],
    )
    topic = post.topic
    topic.refresh_from_db()
    follow(take)
    clips = ClipQuote.objects.values_list("start_ms", "end_ms")
    assert list(clips) == [(0, 20_000), (290_000, 300_000)]
    change = topic.change
    topic.refresh_from_db()
    post.refresh_from_db()
    assert (topic.clip_count, topic.change, post.change) == (2, change + 1, change + 1)


def test_codings_keep_the_codes_of_what_is_kept(take):
    coding = CodingFactory(take=take, codes="SSSTTTTSSSSSSSSSTTTT")
    empty = CodingFactory(take=take, codes="S")
    before = follow(take)["codings"]
    assert before == {coding.pk: "SSSTTTTSSSSSSSSSTTTT", empty.pk: "S".ljust(20, "-")}
    kept = Coding.objects.get(pk=coding.pk)
    assert (kept.codes, kept.version) == ("TTTTSSSSSS", coding.version + 1)
    assert kept.finished_at == coding.finished_at
    assert Coding.objects.get(pk=empty.pk).finished_at is None


def test_marks_of_the_classroom_that_are_not_placed_yet_move_along(take):
    live = LiveLessonFactory(take=take)
    mark = LiveMarkFactory(live=live, at_s=130)
    follow(take)
    live.refresh_from_db()
    assert live.second_of(mark.at) == 30_000
    assert live.recorded_from == live.started_at + timedelta(seconds=100)


def test_records_that_were_written_out_are_made_anew(take):
    RecordExportFactory(lesson=take.lesson)
    follow(take)
    assert RecordExport.objects.count() == 0


def test_it_is_told_before(take):
    take_of_nobody = WatchableTakeFactory()
    CommentFactory(take=take, start_ms=30_000)
    CommentFactory(take=take, start_ms=40_000, private=True)
    PhaseMarkFactory(take=take, start_ms=500_000)
    PostFactory(author=take.lesson.author, clips=[span(take, 10, 40)])
    CodingFactory(take=take)
    assert list(foresee_trim(recording=take.recording, trim=KEPT)) == [
        "1 comment or answer lies in what goes. It stays, at the edge, and a reply says where it"
        " stood.",
        "1 phase lies in what goes: its mark is taken away.",
        "1 clip quoted in a topic lies in what goes, and is taken out of its post.",
        "Codings keep the codes of what is kept.",
        "All else that is said about this take moves along with its moment.",
    ]
    take_of_nobody.delete()
    assert list(foresee_trim(recording=take_of_nobody.recording, trim=KEPT)) == []
    assert follow_trim(recording=take_of_nobody.recording, trim=KEPT) == {"take": {}}
