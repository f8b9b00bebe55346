import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lessons.domain.take import open_take
from lessons.models import Take
from moke.media.enums import State
from moke.media.models import Recording
from tests.factories.accounts import UserFactory
from tests.factories.lessons import LessonPageFactory

pytestmark = pytest.mark.django_db

MONDAY = datetime.date(2026, 9, 14)


def taught(lesson, **particulars):
    """Open a take of the lesson and let its file arrive."""
    particulars = {"taught_on": MONDAY, "class_name": "一（2）班"} | particulars
    take = open_take(lesson=lesson, by=lesson.author, **particulars)
    take.recording.state = State.READY
    take.recording.save()
    return take


def test_open_take_numbers_takes_in_order():
    lesson = LessonPageFactory()
    numbers = [taught(lesson).number, taught(lesson, change_note="朗读放慢。").number]
    assert numbers == [1, 2]


def test_open_take_makes_a_waiting_recording_of_the_author():
    lesson = LessonPageFactory()
    take = open_take(lesson=lesson, by=lesson.author, taught_on=MONDAY, class_name=" 一（2）班 ")
    assert (take.recording.state, take.recording.owner) == (State.WAITING, lesson.author)
    assert take.class_name == "一（2）班"


def test_open_take_freezes_the_latest_revision():
    lesson = LessonPageFactory()
    lesson.objectives = "会认十二个生字。"
    latest = lesson.save_revision(user=lesson.author)
    take = taught(lesson)
    lesson.objectives = "另有打算。"
    lesson.save_revision(user=lesson.author)
    take = Take.objects.get(pk=take.pk)
    assert take.plan == latest
    assert take.plan.as_object().objectives == "会认十二个生字。"


def test_open_take_saves_a_revision_where_there_is_none():
    lesson = LessonPageFactory()
    type(lesson).objects.filter(pk=lesson.pk).update(latest_revision=None, live_revision=None)
    lesson.revisions.all().delete()
    assert taught(lesson).plan == lesson.revisions.get()


@pytest.mark.parametrize("note", ["", " \n "])
def test_open_take_asks_what_changed_from_the_second_take_on(note):
    lesson = LessonPageFactory()
    taught(lesson)
    with pytest.raises(ValidationError) as refusal:
        taught(lesson, change_note=note)
    assert list(refusal.value.error_dict) == ["change_note"]
    assert lesson.takes.count() == 1


def test_open_take_refuses_a_day_to_come():
    lesson = LessonPageFactory()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        taught(lesson, taught_on=tomorrow)
    assert list(refusal.value.error_dict) == ["taught_on"]
    assert (Take.objects.count(), Recording.objects.count()) == (0, 0)


def test_open_take_twice_hands_back_the_take_that_waits_for_its_file():
    lesson = LessonPageFactory()
    first = open_take(lesson=lesson, by=lesson.author, taught_on=MONDAY, class_name="一（2）班")
    again = open_take(lesson=lesson, by=lesson.author, taught_on=MONDAY, class_name="一（3）班")
    assert (again, again.recording) == (first, first.recording)
    assert Take.objects.get().class_name == "一（3）班"
    assert Recording.objects.count() == 1


def test_open_take_attaches_a_recording_that_arrived():
    lesson = LessonPageFactory()
    arrived = Recording.objects.create(owner=lesson.author, state=State.READY)
    open_take(lesson=lesson, by=lesson.author, taught_on=MONDAY, class_name="一（2）班")
    take = taught(lesson, recording=arrived)
    assert (take.number, take.recording) == (1, arrived)
    assert list(Recording.objects.all()) == [arrived]


def test_open_take_refuses_a_recording_of_another_take_or_person():
    lesson = LessonPageFactory()
    used = taught(lesson).recording
    others = Recording.objects.create(owner=UserFactory(), state=State.READY)
    for recording in (used, others):
        with pytest.raises(ValidationError) as refusal:
            taught(lesson, change_note="朗读放慢。", recording=recording)
        assert list(refusal.value.error_dict) == ["recording"]
    assert lesson.takes.count() == 1
