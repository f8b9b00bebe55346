from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from moke.accounts.models import User
from research.domain.portion import Viewpoint, viewpoints_of
from research.domain.wording import Wording
from research.forms.overlap import OverlapForm

EVENLY = "evenly"
"""The button that deals out evenly, whatever was chosen."""


class Line(NamedTuple):
    """A viewpoint, what it asks, and the field that says whose it is.

    There is no field where its `holder` is done.
    """

    point: Viewpoint
    guide: str
    field: forms.BoundField | None
    holder: User | None


class PortionsForm(OverlapForm):
    """Which observer watches which viewpoint; one that is nobody's is left open.

    Viewpoints of who is no longer among the people are theirs for good.
    """

    def __init__(
        self,
        data=None,
        *,
        wording: Wording,
        people: Sequence[User],
        shares: Mapping[Viewpoint, User],
    ) -> None:
        super().__init__(data)
        self.wording = wording
        self.people = {str(person.pk): person for person in people}
        self.settled = {point: one for point, one in shares.items() if one not in people}
        choices = [("", _("nobody")), *((pk, str(person)) for pk, person in self.people.items())]
        points = [point for part in wording.dimensions for point in viewpoints_of(part)]
        self.names = {
            point: f"viewpoint_{at}" for at, point in enumerate(points) if point not in self.settled
        }
        for point, name in self.names.items():
            holder = shares.get(point)
            self.fields[name] = forms.ChoiceField(
                label=str(point),
                choices=choices,
                required=False,
                initial=str(holder.pk) if holder else "",
            )

        holders = {point.key: shares.get(point) for point in self.names}
        self.based_on({key: one.pk if one else None for key, one in holders.items()})

    @property
    def pressed(self) -> tuple[str, str] | None:
        return (EVENLY, "1") if EVENLY in self.data else None

    def field_of(self, name: str) -> str:
        return next(field for point, field in self.names.items() if point.key == name)

    def parts(self) -> Iterator[tuple[str, list[Line]]]:
        """The dimensions, each with its viewpoints."""
        for part in self.wording.dimensions:
            yield part.name, [self._line(point, part.guides) for point in viewpoints_of(part)]

    def _line(self, point: Viewpoint, guides: Mapping[str, str]) -> Line:
        name = self.names.get(point)
        field = self[name] if name else None
        return Line(point, guides.get(point.words, ""), field, self.settled.get(point))

    @property
    def shares(self) -> dict[Viewpoint, User]:
        """What was chosen; whose invitation was withdrawn meanwhile gets nothing."""
        chosen = ((point, self.cleaned_data.get(name)) for point, name in self.names.items())
        return {point: self.people[pk] for point, pk in chosen if pk}
