from collections.abc import Iterator, Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from moke.accounts.models import User
from research.domain.portion import Viewpoint, viewpoints_of
from research.domain.wording import Wording


class PortionsForm(forms.Form):
    """Which observer watches which viewpoint; one that is nobody's is left open."""

    def __init__(
        self,
        data=None,
        *,
        wording: Wording,
        people: Sequence[User],
        shares: Mapping[Viewpoint, User],
    ) -> None:
        super().__init__(data)
        self.people = {str(person.pk): person for person in people}
        choices = [("", _("nobody")), *((pk, str(person)) for pk, person in self.people.items())]
        self.names: dict[str, Viewpoint] = {}
        self.heads: dict[str, list[str]] = {}
        for part in wording.dimensions:
            for point in viewpoints_of(part):
                name = f"viewpoint_{len(self.names)}"
                holder = shares.get(point)
                self.names[name] = point
                self.heads.setdefault(part.name, []).append(name)
                self.fields[name] = forms.ChoiceField(
                    label=str(point),
                    choices=choices,
                    required=False,
                    initial=str(holder.pk) if holder else "",
                )

    def parts(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The dimensions, each with the fields of its viewpoints."""
        for head, names in self.heads.items():
            yield head, [self[name] for name in names]

    @property
    def shares(self) -> dict[Viewpoint, User]:
        """What was chosen; whose invitation was withdrawn meanwhile gets nothing."""
        chosen = ((point, self.cleaned_data.get(name)) for name, point in self.names.items())
        return {point: self.people[pk] for point, pk in chosen if pk}
