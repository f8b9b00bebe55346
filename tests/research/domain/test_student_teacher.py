"""Worked examples of others, with their numbers, and by hand."""

import pytest

from research.domain.student_teacher import CutOffs, StFigures, st_figures, type_of
from research.enums import StType

CUT_OFFS = CutOffs(practice=0.3, lecture=0.7, dialogue=0.4)


def test_figures_are_counted_as_by_hand():
    """TT S TTT SS TT: N = 10, N_T = 7, g = 5."""
    figures = st_figures("TTSTTTSSTT")
    assert figures == StFigures(number=10, teacher=7, runs=5)
    assert (figures.rt, figures.ch) == (0.7, 0.4)


@pytest.mark.parametrize(
    ("teacher", "runs", "rt", "ch", "kind"),
    [
        (22, 14, 0.22, 0.13, StType.PRACTICE),
        (47, 46, 0.47, 0.45, StType.DIALOGUE),
        (73, 11, 0.73, 0.10, StType.LECTURE),
        (51, 20, 0.51, 0.19, StType.MIXED),
    ],
)
def test_kinds_agree_with_the_lessons_of_the_course(teacher, runs, rt, ch, kind):
    """Four lessons of 50 minutes, coded every 30 seconds, with their Rt, Ch and kind.

    The examples of the course 课堂教学分析, section 3 (S-T 教学分析法), after Fu and Zhang.
    """
    figures = StFigures(number=100, teacher=teacher, runs=runs)
    assert (figures.rt, figures.ch, type_of(figures, CUT_OFFS)) == (rt, ch, kind)


def test_what_is_not_coded_counts_for_nothing_and_changes_nothing():
    assert st_figures("--TT-SS-T-") == StFigures(number=5, teacher=3, runs=1)


@pytest.mark.parametrize("code", "ST")
def test_one_who_acts_all_the_time_never_changes(code):
    assert st_figures(code * 8).ch == 0.0


@pytest.mark.parametrize(
    ("teacher", "runs", "kind"),
    [
        (30, 1, StType.PRACTICE),
        (31, 41, StType.DIALOGUE),
        (31, 40, StType.MIXED),
        (69, 41, StType.DIALOGUE),
        (70, 41, StType.LECTURE),
    ],
)
def test_kind_follows_from_the_cut_offs(teacher, runs, kind):
    assert type_of(StFigures(number=100, teacher=teacher, runs=runs), CUT_OFFS) == kind
