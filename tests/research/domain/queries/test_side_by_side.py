import json

import pytest

from research.domain.comment import delete_comment
from research.domain.queries.side_by_side import (
    Pair,
    choose_pair,
    phase_rows,
    remarks_by_phase,
    watchable_takes,
)
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.factories.research import CommentFactory, PhaseMarkFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db


def make_takes(first, second, starts=((), ())):
    """Two takes with plans of these phases, name and minutes, and marks where phases began."""
    lesson = LessonPageFactory()
    takes = []
    for phases, starts_s in zip((first, second), starts, strict=True):
        take = WatchableTakeFactory(lesson=lesson, plan=lesson.save_revision())
        blocks = [
            {"type": "phase", "value": {"name": name, "minutes": minutes}}
            for name, minutes in phases
        ]
        take.plan.content["phases"] = json.dumps(blocks)
        take.plan.save()
        for position, start_s in enumerate(starts_s):
            if start_s is not None:
                name = phases[position][0]
                PhaseMarkFactory(take=take, position=position, name=name, start_ms=start_s * 1000)
        takes.append(take)
    return Pair(*takes)


def test_phases_are_matched_by_their_names_in_the_order_of_the_later_plan():
    takes = make_takes(
        [("导入", 5), ("识字", 14), ("练习", 5), ("练习", 5)],
        [("导入", 5), ("练习", 8), ("展示", None), ("练习", 5)],
    )
    rows = phase_rows(takes=takes)
    assert [(row.key, row.name, row.minutes) for row in rows] == [
        (0, "导入", Pair(5, 5)),
        (1, "识字", Pair(14, None)),
        (2, "练习", Pair(5, 8)),
        (3, "展示", Pair(None, None)),
        (4, "练习", Pair(5, 5)),
    ]
    assert {row.difference for row in rows} == {""}


def test_a_renamed_phase_is_played_in_both_takes():
    takes = make_takes(
        [("导入", 5), ("识字", 9)], [("情境导入", 5), ("识字", 9)], ((0, 60), (5, 90))
    )
    row, other = phase_rows(takes=takes)
    assert (row.names, row.name, row.starts_s) == (
        Pair("导入", "情境导入"),
        "情境导入",
        {"a": 0, "b": 5},
    )
    assert (other.names, row.is_in_both) == (Pair("识字", "识字"), True)


def test_difference_between_the_takes_is_said_in_words():
    plan = [("导入", 5), ("识字", 10), ("朗读", 10), ("写字", 5), ("小结", 5), ("作业", 2)]
    starts = ((0, 60, 300, None, 540, None), (0, 60, 180, 420, None, None))
    rows = phase_rows(takes=make_takes(plan, plan, starts))
    assert [row.difference for row in rows] == [
        "About as long",
        "2:00 shorter",
        "About as long",
        "Only in take 2",
        "Only in take 1",
        "Not taught",
    ]
    assert [row.shares for row in rows] == [
        Pair(10, 10),
        Pair(40, 20),
        Pair(40, 40),
        Pair(0, 30),
        Pair(10, 0),
        Pair(0, 0),
    ]
    assert rows[1].starts_s == {"a": 60, "b": 60}
    assert [row.is_in_both for row in rows] == [True, True, True, False, False, False]
    assert rows[3].starts_s == {"a": None, "b": 420}


def test_comments_stand_together_phase_by_phase():
    plan = [("导入", 5), ("识字", 10)]
    takes = make_takes(plan, plan, ((2, 10), (1, 20)))
    said = [CommentFactory(take=takes.a, start_ms=at * 1000) for at in (0, 3, 10)]
    answered = [CommentFactory(take=takes.b, start_ms=at * 1000) for at in (19, 20)]
    CommentFactory(take=takes.a, private=True)
    delete_comment(comment=CommentFactory(take=takes.a))
    rows = phase_rows(takes=takes)
    groups = remarks_by_phase(takes=takes, rows=rows, viewer=takes.a.lesson.author)
    assert [(group.name, group.said) for group in groups] == [
        ("", Pair(said[:1], [])),
        ("导入", Pair(said[1:2], answered[:1])),
        ("识字", Pair(said[2:], answered[1:])),
    ]


def test_comments_stand_in_one_group_while_a_take_is_not_marked():
    plan = [("导入", 5), ("识字", 10)]
    takes = make_takes(plan, plan, ((2, 10), ()))
    said = Pair(
        [CommentFactory(take=takes.a, start_ms=12_000)],
        [CommentFactory(take=takes.b, start_ms=3_000)],
    )
    rows = phase_rows(takes=takes)
    (group,) = remarks_by_phase(takes=takes, rows=rows, viewer=takes.a.lesson.author)
    assert (group.name, group.said) == ("", said)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("", "", (2, 4)),
        ("1", "2", (1, 2)),
        ("4", "1", (1, 4)),
        ("1", "", (1, 4)),
        ("", "1", (1, 2)),
        ("2", "2", (1, 2)),
        ("3", "bald", (2, 4)),
    ],
)
def test_two_takes_that_can_be_played_are_chosen(a, b, expected):
    lesson = LessonPageFactory()
    for number in (1, 2, 3, 4):
        (TakeFactory if number == 3 else WatchableTakeFactory)(lesson=lesson, number=number)
    pair = choose_pair(takes=watchable_takes(lesson=lesson), a=a, b=b)
    assert (pair.a.number, pair.b.number) == expected
