"""Cohen's κ: how far two coders agree beyond chance.

J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological
Measurement 20 (1960) 37–46. The standard error is that of J. L. Fleiss, J. Cohen and B. S.
Everitt, Large sample standard errors of kappa and weighted kappa, Psychological Bulletin 72
(1969) 323–327, for a κ that need not be 0.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from research.domain.codes import UNCODED

CONFIDENCE = 0.95
QUANTILE = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True)
class Kappa:
    """κ with its standard error and the 95 % interval from `low` to `high`, within −1 and 1."""

    value: float
    error: float

    @property
    def low(self) -> float:
        return max(-1.0, self.value - QUANTILE * self.error)

    @property
    def high(self) -> float:
        return min(1.0, self.value + QUANTILE * self.error)


@dataclass(frozen=True)
class Agreement:
    """Two coders over the `number` intervals that both coded; `same` of them alike.

    `kappa` is None where both gave all intervals one and the same code: then chance alone
    agrees.
    """

    number: int
    same: int
    kappa: Kappa | None

    @property
    def share(self) -> float:
        return self.same / self.number


def agreement_of(first: str, second: str) -> Agreement | None:
    """Compare the codes of two coders over the same intervals; None if they share none."""
    pairs = [pair for pair in zip(first, second, strict=True) if UNCODED not in pair]
    if not pairs:
        return None
    same = sum(a == b for a, b in pairs)
    return Agreement(number=len(pairs), same=same, kappa=kappa_of(Counter(pairs)))


def kappa_of(table: Mapping[tuple[str, str], int]) -> Kappa | None:
    """Return κ of a table of pairs of codes and their number, None where chance is certain.

    With p_ij the shares, κ = (p_o − p_e) / (1 − p_e); its variance is (A + B − C) /
    (n (1 − p_e)²) with A, B and C as J. L. Fleiss, B. Levin and M. C. Paik write them in
    Statistical Methods for Rates and Proportions, Wiley 2003, chapter 18.
    """
    number = sum(table.values())
    shares = {pair: count / number for pair, count in table.items()}
    rows: dict[str, float] = defaultdict(float)
    columns: dict[str, float] = defaultdict(float)
    for (a, b), share in shares.items():
        rows[a] += share
        columns[b] += share
    observed = sum(share for (a, b), share in shares.items() if a == b)
    by_chance = sum(rows[code] * columns[code] for code in rows)
    if len(rows | columns) == 1:
        return None
    value = (observed - by_chance) / (1 - by_chance)
    alike = sum(
        share * (1 - (rows[a] + columns[a]) * (1 - value)) ** 2
        for (a, b), share in shares.items()
        if a == b
    )
    unlike = (1 - value) ** 2 * sum(
        share * (columns[a] + rows[b]) ** 2 for (a, b), share in shares.items() if a != b
    )
    rest = (value - by_chance * (1 - value)) ** 2
    error = sqrt(max(alike + unlike - rest, 0) / number) / (1 - by_chance)
    return Kappa(value=value, error=error)
