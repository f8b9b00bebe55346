"""Whose recordings are encoded for many viewers."""

from io import StringIO

import pytest
from django.core.management import call_command

from lessons.domain.selection import mark_selected
from lessons.domain.take import open_take
from lessons.domain.visibility import set_visibility
from lessons.enums import Visibility
from lessons.models import LessonPage
from moke.media.models import Refinement
from tests.factories.lessons import TAUGHT_ON, TakeFactory

pytestmark = pytest.mark.django_db


def refined():
    return set(Refinement.objects.values_list("recording", flat=True))


@pytest.mark.parametrize(
    ("visibility", "is_asked"),
    [(Visibility.SCHOOL, False), (Visibility.DISTRICT, False), (Visibility.PUBLIC, True)],
)
def test_lesson_that_is_open_to_everyone_is_encoded_for_many(visibility, is_asked):
    take = TakeFactory()
    set_visibility(lesson=take.lesson, visibility=visibility, by=take.lesson.author)
    assert refined() == ({take.recording_id} if is_asked else set())


def test_selected_lesson_is_encoded_for_many_with_the_takes_that_follow():
    take = TakeFactory()
    lesson = take.lesson
    mark_selected(lesson=lesson, by=lesson.author)
    assert refined() == {take.recording_id}
    change = {"class_name": "一（2）班", "change_note": "放慢"}
    later = open_take(lesson=lesson, by=lesson.author, taught_on=TAUGHT_ON, **change)
    assert refined() == {take.recording_id, later.recording_id}


def test_lessons_that_were_open_before_are_asked_for_by_a_command():
    take = TakeFactory()
    LessonPage.objects.filter(pk=take.lesson_id).update(visibility=Visibility.PUBLIC)
    TakeFactory()
    call_command("refine_recordings", stdout=StringIO())
    assert refined() == {take.recording_id}
