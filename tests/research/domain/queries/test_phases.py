import json

import pytest

from research.domain.queries.phases import Phase, planned_phases
from tests.factories.lessons import TakeFactory

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
