import pytest

from research.domain.queries.phase_bars import Piece, phase_bars, take_bars
from research.domain.queries.side_by_side import phase_rows
from tests.research.domain.queries.test_side_by_side import make_takes

pytestmark = pytest.mark.django_db


def bars_of(takes):
    return phase_bars(takes=takes, rows=phase_rows(takes=takes))


def test_the_plan_stands_once_where_both_takes_have_the_same():
    plan = [("导入", 5), ("识字", 15)]
    planned, first, second = bars_of(make_takes(plan, plan, ((0, 60), (300, 540))))
    assert (planned.label, planned.length) == ("Planned", "20 min")
    assert planned.pieces == [
        Piece(0, "导入", "5 min", 0.0, 25.0),
        Piece(1, "识字", "15 min", 25.0, 75.0),
    ]
    assert (first.label, first.length) == ("Take 1", "10:00")
    assert first.pieces == [
        Piece(0, "导入", "1:00", 0.0, 10.0),
        Piece(1, "识字", "9:00", 10.0, 90.0),
    ]
    assert (second.label, second.length) == ("Take 2", "5:00")
    assert planned.joins == ()
    assert first.joins == [(0, "0,0 25,0 10,10 0,10"), (1, "25,0 100,0 100,10 10,10")]


def test_plans_that_differ_stand_each_above_its_take():
    takes = make_takes(
        [("识字", 14), ("导入", 6)], [("导入", 5), ("识字", 5), ("写字", None)], ((0, 60), ())
    )
    bars = bars_of(takes)
    assert [bar.label for bar in bars] == ["Take 1, planned", "Take 1", "Take 2, planned"]
    assert [[piece.name for piece in bar.pieces] for bar in bars] == [
        ["识字", "导入"],
        ["识字", "导入"],
        ["导入", "识字"],
    ]


def test_each_plan_calls_a_phase_as_it_does():
    bars = bars_of(make_takes([("导入", 5)], [("情境导入", 5)], ((0,), (0,))))
    assert [[piece.name for piece in bar.pieces] for bar in bars] == [
        ["导入"],
        ["导入"],
        ["情境导入"],
        ["情境导入"],
    ]


def test_bars_of_one_take_are_its_plan_and_how_it_was_taught():
    take = make_takes([("导入", 5), ("识字", 15)], [("导入", 5)], ((0, 60), ())).a
    planned, taught = take_bars(take=take)
    assert [(bar.label, bar.length) for bar in (planned, taught)] == [
        ("Planned", "20 min"),
        ("As taught", "10:00"),
    ]
    assert [piece.length for piece in taught.pieces] == ["1:00", "9:00"]


def test_takes_without_minutes_and_marks_have_no_bars():
    plan = [("导入", None)]
    assert bars_of(make_takes(plan, plan)) == []
