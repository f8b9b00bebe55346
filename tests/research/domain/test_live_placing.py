import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Max

from lessons.domain.invitation import invite
from research.domain.comment import delete_comment
from research.domain.live_placing import align_marks, place_marks, suggest_start
from research.domain.queries.live import placing_of
from research.domain.round import close_round, set_round
from research.models import Comment, LiveMark, Sketch
from tests.factories.live import LiveLessonFactory, LiveMarkFactory
from tests.factories.research import DURATION_S, CommentFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def live():
    return LiveLessonFactory(take=WatchableTakeFactory())


def minutes(number):
    return datetime.timedelta(minutes=number)


def test_marks_move_together_and_become_comments_of_their_authors(live):
    plain, noted = LiveMarkFactory(live=live), LiveMarkFactory(live=live, at_s=70, private=True)
    begins = live.started_at + datetime.timedelta(seconds=8)
    align_marks(live=live, recorded_from=begins, shift_ms=-1000)
    assert place_marks(live=live) == 2
    said = Comment.objects.order_by("start_ms").values_list(
        "author", "kind", "start_ms", "body", "private"
    )
    words = "Marked in the classroom."
    assert list(said) == [
        (plain.author_id, "highlight", 1000, words, False),
        (noted.author_id, "highlight", 61_000, words, True),
    ]
    assert place_marks(live=live) == 0
    assert Comment.objects.count() == 2


def test_comments_follow_when_marks_are_moved_again_and_open_rooms_hear_of_it(live):
    marks = [LiveMarkFactory(live=live, at_s=at_s) for at_s in (2, 30, 40, 50)]
    place_marks(live=live)
    drawn, deleted = Comment.objects.filter(mark__in=marks[2:]).order_by("start_ms")
    Sketch.objects.create(comment=drawn, content={})
    delete_comment(comment=deleted)
    colleague = CommentFactory(take=live.take, start_ms=5000)
    last = Comment.objects.aggregate(last=Max("change"))["last"]

    def move(shift_ms):
        return align_marks(live=live, recorded_from=live.started_at, shift_ms=shift_ms)

    def starts():
        found = Comment.objects.exclude(pk=colleague.pk).order_by("mark__at")
        return list(found.values_list("start_ms", flat=True))

    assert (move(-5000), starts()) == (2, [0, 25_000, 40_000, 45_000])
    assert list(Comment.objects.filter(change=last + 1).values_list("mark__at", flat=True)) == [
        marks[at].at for at in (0, 1, 3)
    ]
    placing = placing_of(live=live, person=live.started_by)
    assert [(row.at_ms, row.is_inside, row.is_drawn) for row in placing.rows] == [
        (0, False, False),
        (25_000, True, False),
        (40_000, True, True),
    ]
    assert (placing.placed, placing.inside, placing.outside) == (3, 0, 0)
    assert (move(1000), starts()) == (2, [3000, 31_000, 40_000, 51_000])
    assert move(1000) == 0


def test_marks_outside_of_the_recording_stay_and_are_told_of(live):
    early, inside = LiveMarkFactory(live=live, at_s=2), LiveMarkFactory(live=live, at_s=30)
    late = LiveMarkFactory(live=live, at_s=DURATION_S + 6)
    begins = live.started_at + datetime.timedelta(seconds=5)
    align_marks(live=live, recorded_from=begins, shift_ms=0)
    placing = placing_of(live=live, person=live.started_by)
    assert [(row.mark, row.is_inside) for row in placing.rows] == [
        (early, False),
        (inside, True),
        (late, False),
    ]
    assert place_marks(live=live) == 1
    assert list(LiveMark.objects.filter(comment=None)) == [early, late]
    assert (placing_of(live=live, person=live.started_by).outside, late.body) == (2, "")


def test_lead_reads_no_private_note_and_in_a_blind_round_nothing_of_others(live):
    lead = invite(take=live.take, people=[LiveMarkFactory(live=live).author], by=live.started_by)[
        0
    ].person
    LiveMarkFactory(live=live)
    LiveMarkFactory(live=live, private=True)
    seen = placing_of(live=live, person=lead)
    assert (len(seen.rows), seen.hidden) == (2, 1)
    place_marks(live=live)
    assert placing_of(live=live, person=lead).hidden == 1
    set_round(take=live.take, by=live.started_by, form=None, is_blind=True)
    seen = placing_of(live=live, person=lead)
    assert ([row.mark.author for row in seen.rows], seen.hidden) == ([lead], 2)


@pytest.mark.parametrize("problem", ["running", "no recording", "closed"])
def test_marks_wait_for_end_recording_and_open_round(live, problem):
    LiveMarkFactory(live=live)
    if problem == "running":
        live.ended_at = None
    if problem == "no recording":
        live.take.recording.published_attempt = ""
    if problem == "closed":
        close_round(take=live.take, by=live.started_by)
    with pytest.raises(ValidationError):
        place_marks(live=live)
    assert Comment.objects.count() == 0


def test_of_possible_starts_the_one_near_the_lessons_is_suggested_until_it_is_taken(live):
    begins = live.started_at - datetime.timedelta(seconds=12)
    off = (minutes(-40), minutes(480), minutes(440))
    stamps = [begins + shift for shift in (*off, minutes(0))]
    live.take.recording.possible_starts = [at.isoformat() for at in stamps]
    assert suggest_start(live=live) == begins
    align_marks(live=live, recorded_from=begins, shift_ms=0)
    assert suggest_start(live=live) is None


@pytest.mark.parametrize("stamps", [[], [61], [-90, 480]])
def test_stamps_that_are_an_hour_off_suggest_nothing(live, stamps):
    found = [(live.started_at + minutes(stamp)).isoformat() for stamp in stamps]
    live.take.recording.possible_starts = found
    assert suggest_start(live=live) is None


@pytest.mark.parametrize(("begins", "shift_ms"), [(minutes(181), 0), (minutes(0), -10_800_001)])
def test_what_lies_hours_off_is_refused(live, begins, shift_ms):
    with pytest.raises(ValidationError):
        align_marks(live=live, recorded_from=live.started_at + begins, shift_ms=shift_ms)
