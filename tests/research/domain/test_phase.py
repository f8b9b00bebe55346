import pytest
from django.core.exceptions import ValidationError

from moke.media.models import Recording
from research.domain.phase import set_phases
from tests.factories.accounts import UserFactory
from tests.factories.lessons import TakeFactory
from tests.factories.research import PhaseMarkFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db

NAMES = ["Lead-in", "New content", "Practice", "Sharing", "Wrap-up"]


def marks_of(take):
    return list(take.phase_marks.values_list("position", "name", "start_ms"))


def mark(take, *starts):
    return set_phases(take=take, by=take.lesson.author, starts=starts)


def test_phases_are_marked_as_a_whole_and_anew():
    take = WatchableTakeFactory()
    mark(take, 0, 60_000, 120_000, 180_000, 240_000)
    mark(take, 5_000, None, 90_500, None, 500_000)
    assert marks_of(take) == [
        (0, NAMES[0], 5_000),
        (2, NAMES[2], 90_500),
        (4, NAMES[4], 500_000),
    ]


def test_marks_are_taken_away_where_nothing_was_taught():
    take = PhaseMarkFactory().take
    assert mark(take, None, None, None, None, None) == []
    assert marks_of(take) == []


def test_phases_follow_one_another_and_the_error_says_which():
    take = PhaseMarkFactory().take
    kept = marks_of(take)
    with pytest.raises(ValidationError) as caught:
        mark(take, 0, 60_000, 60_000, None, 600_000)
    assert caught.value.message_dict == {
        "start_2": ["“Practice” must start after “New content”, which starts at 1:00."],
        "start_4": ["“Wrap-up” starts after the recording has ended, which is at 10:00."],
    }
    assert marks_of(take) == kept


def test_only_the_author_marks():
    take = WatchableTakeFactory()
    with pytest.raises(ValidationError, match="author"):
        set_phases(take=take, by=UserFactory(), starts=[0, None, None, None, None])


def test_a_take_without_a_recording_is_not_marked():
    with pytest.raises(ValidationError, match="cannot be played yet"):
        mark(TakeFactory(), 0, None, None, None, None)


def test_phases_of_a_page_that_is_older_than_a_trim_count_from_where_it_began():
    take = WatchableTakeFactory()
    Recording.objects.filter(pk=take.recording_id).update(zero_ms=30_000)
    starts = (30_000, 60_000, None, None, None)
    set_phases(take=take, by=take.lesson.author, starts=starts, zero_ms=0)
    assert marks_of(take) == [(0, NAMES[0], 0), (1, NAMES[1], 30_000)]
    with pytest.raises(ValidationError, match="a part of the recording that was cut away"):
        set_phases(take=take, by=take.lesson.author, starts=(20_000, *starts[1:]), zero_ms=0)
