"""Who waits for a worker, and when the turn of each comes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_ox.models import OxTask

from moke.media.domain.queries.line import Turn, foretell, see_line
from moke.media.enums import Blurring, Problem, State
from moke.media.models import BlurWork, Recording
from moke.media.tasks import blur_recording, process_recording, refine_recording
from tests.factories.media import RecordingFactory

MB = 1_000_000
A, B, C, D = ((Recording, number) for number in range(4))


@pytest.fixture
def queued():
    """Return a function that makes a recording and asks for its encode."""

    def make(**facts):
        recording = RecordingFactory(state=State.QUEUED, size_bytes=MB, **facts)
        process_recording.enqueue(recording.pk)
        return recording

    return make


def running(**facts):
    held = timezone.now() + timedelta(minutes=1)
    facts = {"state": State.ENCODING, "leased_until": held, "size_bytes": MB} | facts
    return RecordingFactory(**facts)


def turns_of(*works):
    line = see_line()
    return [line.turn_of(work) for work in works]


def test_each_takes_the_place_that_is_free_first():
    waiting = {A: 60, B: 600, C: 60, D: 60}
    turns = foretell(waiting=waiting, slots_s=[120, 300], s_per_byte=1.0)
    assert turns == {A: Turn(0, 2), B: Turn(1, 3), C: Turn(2, 5), D: Turn(3, 6)}


@pytest.mark.parametrize(
    ("sizes", "slots_s", "s_per_byte", "minutes"),
    [
        ([60, 60], [], 1.0, [None, None]),
        ([60, 60], [60, None], 1.0, [None, None]),
        ([60, 60], [60], None, [1, None]),
        ([None, 60], [60], 1.0, [1, None]),
        ([60, 60], [0], 1.0, [0, 1]),
    ],
    ids=["nobody at work", "one without end", "no pace", "other work ahead", "all but done"],
)
def test_no_time_is_told_that_nobody_knows(sizes, slots_s, s_per_byte, minutes):
    waiting = dict(zip([A, B], sizes, strict=True))
    turns = foretell(waiting=waiting, slots_s=slots_s, s_per_byte=s_per_byte)
    assert [turn.minutes for turn in turns.values()] == minutes


@pytest.mark.django_db
def test_line_stands_as_workers_take_it(queued):
    first, second = queued(), queued()
    urgent = RecordingFactory(state=State.QUEUED)
    process_recording.using(priority=0).enqueue(urgent.pk)
    process_recording.enqueue(first.pk)  # asked twice, counted once
    assert turns_of(urgent, first, second) == [Turn(0, None), Turn(1, None), Turn(2, None)]


@pytest.mark.django_db
def test_line_holds_what_truly_waits_alone(queued):
    stopped, waits = queued(), queued()
    Recording.objects.filter(pk=stopped.pk).update(state=State.FAILED)
    without_room = RecordingFactory(state=State.QUEUED, problem=Problem.NO_SPACE)
    later = timezone.now() + timedelta(minutes=10)
    process_recording.using(run_after=later).enqueue(without_room.pk)
    refine_recording.enqueue(RecordingFactory(ready=True).pk)
    assert turns_of(stopped, without_room, waits) == [None, None, Turn(0, None)]


@pytest.mark.django_db
def test_boxes_to_burn_in_stand_in_the_same_line(queued):
    blurred = RecordingFactory(ready=True)
    work = BlurWork.objects.create(recording=blurred, state=Blurring.WAITING)
    blur_recording.enqueue(blurred.pk)
    waits = queued()
    running(percent=50, time_left_s=60)
    assert turns_of(work, waits, blurred) == [Turn(0, 1), Turn(1, None), None]


@pytest.mark.django_db
def test_what_a_dead_worker_left_goes_first(queued):
    left = running(leased_until=timezone.now() - timedelta(seconds=1), time_left_s=60)
    process_recording.enqueue(left.pk)
    assert turns_of(left, queued()) == [Turn(0, None), Turn(1, None)]


@pytest.mark.django_db
def test_time_is_told_from_what_is_worked_at(queued, django_assert_num_queries):
    running(percent=50, time_left_s=120)  # four minutes for a megabyte
    works = [queued() for _ in range(3)]
    with django_assert_num_queries(2):
        assert turns_of(*works) == [Turn(0, 2), Turn(1, 6), Turn(2, 10)]
    OxTask.objects.order_by("enqueued_at").first().delete()
    assert turns_of(*works) == [None, Turn(0, 2), Turn(1, 6)]
