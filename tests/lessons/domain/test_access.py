import pytest
from django.core.exceptions import PermissionDenied

from lessons.domain.access import give_reason
from lessons.enums import Visibility
from lessons.models import ReasonedAccess
from tests.factories.lessons import LessonPageFactory


def test_give_reason_opens_the_lesson_to_an_operator_and_stays_on_record(people):
    lesson = LessonPageFactory(visibility=Visibility.SCHOOL)
    operator = people["operator"]
    assert not operator.has_perm("lessons.read_lesson", lesson)
    give_reason(lesson=lesson, by=operator, reason="Its recording does not play.")
    assert operator.has_perm("lessons.read_lesson", lesson)
    assert ReasonedAccess.objects.get().reason == "Its recording does not play."


def test_give_reason_opens_no_draft(people):
    with pytest.raises(PermissionDenied):
        give_reason(lesson=LessonPageFactory(), by=people["operator"], reason="Curious.")


def test_give_reason_opens_nothing_to_teachers(people):
    lesson = LessonPageFactory(visibility=Visibility.SCHOOL)
    with pytest.raises(PermissionDenied):
        give_reason(lesson=lesson, by=people["teacher_elsewhere"], reason="Curious.")
