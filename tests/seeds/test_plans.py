"""The demo's plans change from take to take, and its marks lie in its films."""

import pytest

from lessons.domain.take import open_take
from research.domain.queries.phases import PlanPhase, plan_phases
from research.domain.queries.plan_change import plan_changes
from seeds import sheets
from seeds.films import SECONDS_PER_SLIDE
from seeds.plans import plan_as_taught
from tests.factories.lessons import TAUGHT_ON, LessonPageFactory, TakeFactory

PHASE = {"minutes": 5, "teacher_does": "", "students_do": "", "why": ""}


@pytest.mark.django_db
def test_a_take_keeps_the_plan_of_its_day_and_the_lesson_its_newest():
    lesson = LessonPageFactory(
        methods="比较朗读", phases=[("phase", PHASE | {"name": name}) for name in ("导入", "识字")]
    )
    earlier = {"methods": "讲授", "phases": [{"name": "识字", "minutes": 14}]}
    with plan_as_taught(lesson, earlier):
        first = open_take(
            lesson=lesson, by=lesson.author, taught_on=TAUGHT_ON, class_name="一（1）班"
        )
    assert plan_phases(take=first) == [PlanPhase("导入", 5), PlanPhase("识字", 14)]
    lesson.refresh_from_db()
    assert (lesson.methods, lesson.has_unpublished_changes) == ("比较朗读", False)
    second = TakeFactory(lesson=lesson)
    assert plan_phases(take=second) == [PlanPhase("导入", 5), PlanPhase("识字", 5)]
    assert len(plan_changes(before=first, after=second)) == 2


@pytest.mark.django_db
def test_a_plan_that_was_not_changed_stays():
    lesson = LessonPageFactory()
    before = lesson.latest_revision_id
    with plan_as_taught(lesson, {}):
        pass
    lesson.refresh_from_db()
    assert lesson.latest_revision_id == before


def test_every_phase_of_a_marked_take_lies_in_its_film():
    for name, sheet in sheets.lessons().items():
        for take in sheet.get("takes", []):
            starts = take.get("phases_at", [])
            assert (name, sorted(set(starts))) == (name, starts)
            assert (name, len(starts)) in {(name, 0), (name, len(sheet["phases"]))}
            assert max(starts, default=0) < SECONDS_PER_SLIDE * len(take["slides"])
