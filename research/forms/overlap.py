"""What forms share that are filled in from something which others may change meanwhile."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple, Self, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from research.domain.overlap import Overtaken, State, plain, plain_state

NOTHING = _("nothing")
YES, NO = _("yes"), _("no")


class Clash(NamedTuple):
    """A field that was changed on both sides: what stands there, and what was sent."""

    label: str
    newer: str
    own: str


class StatesField(forms.Field):
    """States of a form as JSON: a list, or one alone. What is none is left out."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value or [], ensure_ascii=False)

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        try:
            read = json.loads(value or "[]")
        except (ValueError, RecursionError):
            return []
        states = read if isinstance(read, list) else [read]
        return [state for state in states if isinstance(state, dict)]


class Overlapping(forms.BaseForm):
    """A form that shows what was changed elsewhere since it was filled in from something."""

    newer: State | None = None
    """What stands in the fields that overlap, once a verb has said so."""

    def add_error(self, field: Any, error: Any) -> None:
        if isinstance(error, Overtaken):
            self.newer = error.newer
        super().add_error(field, error)

    @property
    def clashes(self) -> list[Clash]:
        """The fields that overlap and differ, in words."""
        newer = {self.field_of(name): there for name, there in (self.newer or {}).items()}
        sent = {name: self[name].value() for name in newer}
        return [
            Clash(self.name_clash(name), self.say_clash(name, there), self.say_clash(name, own))
            for (name, there), own in zip(newer.items(), sent.values(), strict=True)
            if plain(there) != plain(own)
        ]

    @property
    def shown(self) -> str:
        """What stands in the fields that overlap, for the button that puts others there."""
        return json.dumps(plain_state(self.newer or {}), ensure_ascii=False)

    @property
    def pressed(self) -> tuple[str, str] | None:
        """Name and value of the button that was pressed, where it matters."""
        return None

    def field_of(self, name: str) -> str:
        """Which field holds what states of the form call by a name."""
        return name

    def name_clash(self, name: str) -> str:
        """What a field that overlaps is called."""
        return str(self[name].label)

    def say_clash(self, name: str, value: Any) -> str:
        """The value of a field that overlaps, in words."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return str(YES if value else NO)
        said = plain(value)
        if isinstance(field, forms.ChoiceField):
            choices = cast("Iterable[tuple[Any, Any]]", field.choices)
            words = {str(key): str(label) for key, label in choices}
            said = words.get(str(said), said)
        return str(said or NOTHING)


class OverlapForm(Overlapping, forms.Form):
    """A form that sends along what it was filled in from, as `research.domain.overlap` wants it.

    `over` is what was shown to somebody who chose to put their own in its place.
    """

    before = StatesField()
    over = StatesField()

    def based_on(self, state: State) -> Self:
        """Say what the form is filled in from."""
        self.initial["before"] = [plain_state(state)]
        return self

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        over = sent.pop("over", [])
        if before := sent.get("before"):
            sent["before"] = before + [before[0] | one for one in over]
        return sent
