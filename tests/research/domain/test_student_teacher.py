import pytest

from research.domain.student_teacher import CutOffs, StFigures, st_figures, type_of
from research.enums import StType

CUT_OFFS = CutOffs(practice=0.3, lecture=0.7, dialogue=0.4)


def test_figures_are_counted_as_by_hand():
    """TT S TTT SS TT: N = 10, N_T = 7, g = 5."""
    figures = st_figures("TTSTTTSSTT")
    assert figures == StFigures(number=10, teacher=7, runs=5)
    assert (figures.rt, figures.ch) == (0.7, 0.4)


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
