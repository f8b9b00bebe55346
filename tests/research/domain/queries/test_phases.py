import json

import pytest

from research.domain.queries.phases import (
    Phase,
    PlanPhase,
    TaughtPhase,
    plan_phases,
    planned_phases,
    suggest_starts,
    taught_band,
    taught_phases,
)
from tests.factories.lessons import TakeFactory
from tests.factories.research import PhaseMarkFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db


def take_planned(*values):
    take = TakeFactory.create()
    blocks = [{"type": "phase", "value": value} for value in values]
    take.plan.content["phases"] = json.dumps(blocks)
    return take


def test_phases_share_the_band_by_their_minutes():
    take = take_planned({"name": "导入", "minutes": 5}, {"name": "新授", "minutes": 15})
    assert planned_phases(take=take) == [Phase("导入", 5, 25.0), Phase("新授", 15, 75.0)]


def test_phases_of_an_unfinished_plan_are_left_out():
    take = take_planned({"name": "导入", "minutes": None}, {"name": "新授"}, {"minutes": 3})
    assert planned_phases(take=take) == [Phase("", 3, 100.0)]


def test_plan_without_phases_has_no_band():
    assert planned_phases(take=take_planned()) == []


def test_plan_keeps_phases_that_nobody_has_timed():
    take = take_planned({"name": "导入", "minutes": None}, {"name": "新授", "minutes": 9})
    assert plan_phases(take=take) == [PlanPhase("导入", None), PlanPhase("新授", 9)]


def test_a_phase_lasts_until_the_next_mark_or_the_end():
    take = WatchableTakeFactory()
    for position in (0, 2):
        PhaseMarkFactory(take=take, position=position, start_ms=5_000 + position * 1000, name="甲")
    assert taught_phases(take=take) == [
        TaughtPhase(0, "甲", 5_000, 7_000),
        TaughtPhase(2, "甲", 7_000, 600_000),
    ]


def test_a_take_without_marks_has_no_taught_phases():
    assert taught_phases(take=WatchableTakeFactory()) == []


def test_taught_phases_share_the_band_by_their_length():
    phases = [TaughtPhase(0, "导入", 10_000, 70_000), TaughtPhase(1, "新授", 70_000, 100_000)]
    expected = [Phase("", 0, 10.0), Phase("导入", 1, 60.0), Phase("新授", 0, 30.0)]
    assert taught_band(phases=phases) == expected
    assert taught_band(phases=[]) == []


@pytest.mark.parametrize(
    ("minutes", "starts"),
    [
        ([5, 15, 20], [0, 5_000, 20_000]),
        ([5, None, 15], [0, None, 10_000]),
        ([1, 2], [0, 13_000]),
        ([None, None], [None, None]),
        ([], []),
    ],
)
def test_starts_are_suggested_by_the_minutes_of_the_plan(minutes, starts):
    assert suggest_starts(minutes=minutes, duration_ms=40_000) == starts
