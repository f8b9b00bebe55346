from research.domain.drawing import Bar, Cell, Spot, areas_of, bars_of, cells_of, spot_of, ticks_of
from research.domain.student_teacher import CutOffs, st_figures
from research.enums import Scheme, StType


def test_teacher_and_students_have_lanes_of_their_own():
    assert bars_of(scheme=Scheme.ST, codes="TT-S") == [
        Bar(0, 2, 0, "direct"),
        Bar(3, 1, 1, "students"),
    ]
    assert [(bar.lane, bar.tone) for bar in bars_of(scheme=Scheme.FIAS, codes="1590")] == [
        (0, "indirect"),
        (4, "direct"),
        (8, "students"),
        (9, "silence"),
    ]


def test_plot_has_the_teacher_to_the_right_and_turns_above():
    assert spot_of(st_figures("TTTT")) == Spot("340.0", "312.0")
    assert spot_of(st_figures("TSTS")) == Spot("190.0", "87.0")


def test_areas_meet_at_the_cut_offs():
    areas = areas_of(CutOffs(practice=0.3, lecture=0.7, dialogue=0.4))
    assert [area.kind for area in areas] == [
        StType.PRACTICE,
        StType.LECTURE,
        StType.DIALOGUE,
        StType.MIXED,
    ]
    assert areas[0].corners == "40.0,312.0 130.0,132.0 130.0,312.0"


def test_most_frequent_cell_is_the_strongest():
    assert cells_of([[0, 4], [2, 0]]) == [Cell(1, 2, 4, "0.50"), Cell(2, 1, 2, "0.31")]


def test_ticks_reach_from_start_to_end():
    assert ticks_of(intervals=20, interval_s=30) == [0, 150, 300, 450, 600]
