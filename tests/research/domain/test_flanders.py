"""Worked examples of others, with their numbers."""

import pytest

from research.domain.flanders import FlandersFigures, flanders_figures, matrix_of
from research.enums import Talk


def test_matrix_holds_the_pairs_of_the_textbook():
    """6, 10, 7, 5, 1, 4, 8, 4, to which 10 is added at both ends.

    The example with which courses on Flanders' analysis teach how to construct the matrix, as
    in “Constructing interaction matrix” (Communication, p. 29).
    """
    pairs = [(10, 6), (6, 10), (10, 7), (7, 5), (5, 1), (1, 4), (4, 8), (8, 4), (4, 10)]
    matrix = matrix_of("60751484")
    found = [
        (before, after)
        for before, row in enumerate(matrix, 1)
        for after, number in enumerate(row, 1)
        for _ in range(number)
    ]
    assert found == sorted(pairs)
    assert [sum(row) for row in matrix] == [sum(column) for column in zip(*matrix, strict=True)]


def test_no_pair_leads_over_what_is_not_coded():
    matrix = matrix_of("0-55-0")
    assert sum(map(sum, matrix)) == matrix[4][4] == 1


def test_ratios_agree_with_a_lesson_worked_out_by_hand():
    """A lesson on US culture, 491 codes (“Flander Matrix Analysis”, 2012).

    There the teacher has 68.22 % (cut off), the students 31.57 %, and what is indirect and
    lectured 335.
    """
    totals = [5, 67, 75, 76, 112, 0, 0, 71, 84, 1]
    figures = FlandersFigures(dict(zip(Talk, totals, strict=True)))
    assert figures.number == 491
    assert figures.teacher_talk == pytest.approx(0.6822, abs=1e-4)
    assert figures.student_talk == pytest.approx(0.3157, abs=1e-4)
    assert figures.indirect_direct == 223 / 112
    assert figures.positive_negative is None
    assert figures.questions == 76 / 188
    assert figures.initiative == 84 / 155


def test_shares_are_those_of_the_coded_intervals():
    figures = flanders_figures("1234567890-")
    assert (figures.teacher_talk, figures.student_talk, figures.silence) == (0.7, 0.2, 0.1)
    assert (figures.indirect_direct, figures.positive_negative) == (4 / 3, 3 / 2)
