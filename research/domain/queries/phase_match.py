"""Which phase of one plan is which of another, whatever it is called by now."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from research.domain.queries.phases import PlanPhase

TEXT_WEIGHT = 0.7
"""What a phase's text counts for; its name counts for the rest."""
LEAST_HERE, LEAST_ELSEWHERE = 0.3, 0.5
"""How alike, from 0 to 1, a renamed phase is at least: in the same place, and in another."""
type Plan = Sequence[PlanPhase]
type Likeness = Callable[[PlanPhase, PlanPhase, bool], float]
"""How alike two phases are, and whether they stand in the same place; 0 for not the same."""
TOKEN = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+|\w")
"""A word in letters, or a Chinese character."""


@dataclass(frozen=True)
class Match:
    """A phase's places in two plans, from 0; None in the plan that lacks it."""

    before: int | None
    after: int | None
    has_moved: bool = False
    """Whether it comes at another point among the phases that both plans have."""


def match_phases(before: Plan, after: Plan) -> list[Match]:
    """Return the phases of both plans, in the order of the later one.

    First those of one name are paired, the most alike first, then those whose text is alike
    enough. Phases that only the earlier plan has come where they stood in it.
    """
    pairs = _pair(before, after, {}, _alike_by_name)
    pairs |= _pair(before, after, pairs, _alike_by_text)
    came_from = {there: here for here, there in pairs.items()}
    staying = _longest_in_order([came_from[at] for at in sorted(came_from)])
    found = [
        Match(came_from.get(at), at, at in came_from and came_from[at] not in staying)
        for at in range(len(after))
    ]
    for at in range(len(before)):
        if at not in pairs:
            earlier = [place for place, match in enumerate(found) if match.before == at - 1]
            found.insert(earlier[0] + 1 if at else 0, Match(at, None))
    return found


def _pair(before: Plan, after: Plan, known: Mapping[int, int], alike: Likeness) -> dict[int, int]:
    """Pair what is not paired yet, the most alike first, then by place."""
    scored = []
    for here, there in product(range(len(before)), range(len(after))):
        if here not in known and there not in known.values():
            is_here = _gap(here, known.keys()) == _gap(there, known.values())
            scored.append((alike(before[here], after[there], is_here), here, there))
    pairs: dict[int, int] = {}
    for score, here, there in sorted(scored, key=lambda one: (-one[0], *one[1:])):
        if score and here not in pairs and there not in pairs.values():
            pairs[here] = there
    return pairs


def _alike_by_name(first: PlanPhase, second: PlanPhase, _is_here: bool) -> float:
    return 1 + _share_of_text(first, second) if first.name == second.name else 0


def _alike_by_text(first: PlanPhase, second: PlanPhase, is_here: bool) -> float:
    score = _share(_tokens(first.name), _tokens(second.name))
    if first.text and second.text:
        score = TEXT_WEIGHT * _share_of_text(first, second) + (1 - TEXT_WEIGHT) * score
    return score if score >= (LEAST_HERE if is_here else LEAST_ELSEWHERE) else 0


def _gap(at: int, paired: Iterable[int]) -> int:
    """Between which of the phases that are paired already it stands."""
    return sum(place < at for place in paired)


def _share_of_text(first: PlanPhase, second: PlanPhase) -> float:
    if first.text == second.text:
        return 1
    return _share(_runs(first.text), _runs(second.text))


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(text.casefold())


def _runs(text: str) -> list[tuple[str, str]]:
    """Two tokens after one another: single ones are alike in all texts of a language."""
    return list(pairwise(_tokens(text)))


def _share(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """How much two texts have in common, from 0 to 1, after Dice."""
    common = (Counter(first) & Counter(second)).total()
    return 2 * common / (len(first) + len(second)) if common else 0


def _longest_in_order(numbers: Sequence[int]) -> set[int]:
    """Return the most numbers that ascend: they have kept their order."""
    runs: list[list[int]] = []
    for number in numbers:
        at = bisect_left([run[-1] for run in runs], number)
        runs[at : at + 1] = [[*(runs[at - 1] if at else []), number]]
    return set(runs[-1]) if runs else set()
