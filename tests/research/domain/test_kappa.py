"""Worked examples of others, with their numbers."""

import pytest

from research.domain.kappa import agreement_of, kappa_of


def table(*rows):
    """A table of numbers as pairs of codes; rows are the first coder's."""
    return {
        (str(first), str(second)): number
        for first, row in enumerate(rows)
        for second, number in enumerate(row)
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # The example of ci.kappa in R's package statpsych, after Fleiss and Paik (2003).
        (([31, 12], [4, 58]), (0.6756757, 0.07344761, 0.5317210, 0.8196303)),
        # The table of J. L. Fleiss, J. Cohen and B. S. Everitt (1969): .429, .054.
        (([106, 10, 4], [22, 28, 10], [2, 12, 6]), (0.4285714, 0.0537110, 0.3232998, 0.5338431)),
        # The example of PROC FREQ with which statsmodels checks itself: 0.4842, 0.1380.
        (([0, 4, 1], [0, 8, 0], [0, 1, 5]), (0.4841629, 0.1380136, 0.2136613, 0.7546645)),
    ],
)
def test_kappa_agrees_with_published_examples(rows, expected):
    kappa = kappa_of(table(*rows))
    found = (kappa.value, kappa.error, kappa.low, kappa.high)
    assert found == pytest.approx(expected, abs=1e-6)


def test_full_agreement_is_certain():
    agreement = agreement_of("SSTT", "SSTT")
    kappa = agreement.kappa
    assert (agreement.share, kappa.value, kappa.low, kappa.high) == (1, 1, 1, 1)


def test_one_code_throughout_says_nothing_beyond_chance():
    agreement = agreement_of("TTT", "TTT")
    assert (agreement.number, agreement.same, agreement.kappa) == (3, 3, None)


def test_interval_stays_between_minus_one_and_one():
    kappa = agreement_of("TSTSTTTTTT", "TSTSTTTTTS").kappa
    assert kappa.value < kappa.high == 1.0


def test_only_what_both_coded_is_compared():
    agreement = agreement_of("TS-T-", "TT-ST")
    assert (agreement.number, agreement.same) == (3, 1)
    assert agreement_of("T-", "-T") is None
