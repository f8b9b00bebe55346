"""Dealing the viewpoints of a form out to its observers, who fill in each their own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction

from lessons.models import Take
from moke.accounts.models import User
from research.domain.overlap import State, reconcile
from research.domain.wording import Dimension, Wording
from research.models import Observation, Portion


class Viewpoint(NamedTuple):
    """A line that a dimension says to look at; no words where the dimension is one whole."""

    dimension: str
    words: str

    def __str__(self) -> str:
        return self.words or self.dimension

    @property
    def key(self) -> str:
        """What it is called in states of the form."""
        return f"{self.dimension} · {self.words}"


def viewpoints_of(dimension: Dimension) -> list[Viewpoint]:
    """Return what of a dimension can be dealt out, each once."""
    lines = dict.fromkeys(dimension.look_at or [""])
    return [Viewpoint(dimension.name, line) for line in lines]


def all_viewpoints(wording: Wording) -> list[Viewpoint]:
    """Return what of a form can be dealt out, in order."""
    return [point for part in wording.dimensions for point in viewpoints_of(part)]


def share_evenly(
    *, viewpoints: Sequence[Viewpoint], people: Sequence[User]
) -> dict[Viewpoint, User]:
    """Give everybody as many viewpoints as the others, or one more, that stand together."""
    number, last = len(viewpoints), min(len(people), len(viewpoints))
    return {point: people[at * last // number] for at, point in enumerate(viewpoints)}


@transaction.atomic
def deal_portions(
    *, take: Take, shares: Mapping[Viewpoint, User], before: Sequence[State] = ()
) -> None:
    """Say which observer watches which viewpoint, in place of what was said before.

    Whoever has handed in the form keeps the portion that they filled it in for. Those who
    get nothing watch everything. What was dealt out otherwise since `before`, by the keys of
    viewpoints, stays, as `reconcile` says.
    """
    Take.objects.select_for_update().get(pk=take.pk)
    holders = _reconcile(take, shares, before)
    settled = Observation.objects.filter(take=take, handed_in_at__isnull=False)
    done = set(settled.values_list("observer", flat=True))
    dealt = defaultdict(list)
    for point, person in holders.items():
        dealt[person].append(point)
    Portion.objects.filter(take=take).exclude(person__in=done).delete()
    Portion.objects.bulk_create(
        Portion(take=take, person_id=person, viewpoints=points)
        for person, points in dealt.items()
        if person not in done
    )


def _reconcile(
    take: Take, shares: Mapping[Viewpoint, User], before: Sequence[State]
) -> dict[Viewpoint, int]:
    """Whose each viewpoint is to be, by the keys of people."""
    asked = take.invitations.values("person")
    stored = Portion.objects.filter(take=take, person__in=asked).order_by("pk")
    standing = {
        point: portion.person_id for portion in stored for point in read_portion(portion.viewpoints)
    }
    wanted = {point: person.pk for point, person in shares.items()}
    points = [*wanted, *(point for point in standing if point not in wanted)]
    kept = reconcile(
        stands={point.key: standing.get(point) for point in points},
        sent={point.key: wanted.get(point) for point in points},
        before=before,
    )
    return {point: kept[point.key] for point in points if kept[point.key]}


def read_portion(stored: Iterable[Sequence[str]]) -> list[Viewpoint]:
    """Return what `deal_portions` stored."""
    return [Viewpoint(*pair) for pair in stored]


def portion_of(*, observation: Observation, wording: Wording) -> frozenset[Viewpoint]:
    """Return the viewpoints that the observer is to watch: all where nothing was dealt out."""
    known = frozenset(all_viewpoints(wording))
    found = Portion.objects.filter(take=observation.take_id, person=observation.observer_id)
    stored = found.values_list("viewpoints", flat=True).first() or []
    return known.intersection(read_portion(stored)) or known
