import datetime

import pytest
from django.utils import timezone

from lessons.domain.deletion import delete_take
from lessons.enums import DeletionReason
from lessons.models import LessonPage, Placement
from research.domain.queries.record import record_of
from tests.factories.lessons import CollectionPageFactory, LessonPageFactory, TakeFactory

pytestmark = pytest.mark.django_db


def test_a_lesson_that_is_not_selected_has_no_showcase():
    lesson = LessonPageFactory()
    assert record_of(lesson, lesson.author).showcase is None


def test_showcase_names_the_take_of_that_time_and_the_collections():
    today = timezone.localdate()
    lesson = LessonPageFactory(selected_at=timezone.now(), visibility="district")
    days = datetime.timedelta(9)
    first = TakeFactory(lesson=lesson, taught_on=today - days, recording__duration_s=60)
    TakeFactory(lesson=lesson, taught_on=today - days / 2)
    wrong = TakeFactory(lesson=lesson, taught_on=today - days / 3, recording__duration_s=60)
    delete_take(take=wrong, by=lesson.author, reason=DeletionReason.WRONG_FILE)
    TakeFactory(lesson=lesson, taught_on=today + days)
    collection = CollectionPageFactory()
    Placement.objects.create(collection=collection, position=0, lesson=lesson)
    found = record_of(LessonPage.objects.get(pk=lesson.pk), lesson.author).showcase
    assert (found.take, [one.pk for one in found.collections]) == (first, [collection.pk])
    assert found.steps == []
