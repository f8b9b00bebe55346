"""Where two windows, or two people, change the same words: neither goes unseen.

A form carries what it was filled in from, `before`: a list of states, each the values of its
fields by name. The first is what it showed; others were sent from it without an answer coming
back, or were shown to the person who then chose to replace them. A field that stands as in none of
them was changed elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

type State = Mapping[str, Any]
"""Values of fields by name, as they are or as a form sends them."""


class Overtaken(ValidationError):
    """Fields were changed elsewhere since they were read; `newer` holds what stands there."""

    def __init__(self, newer: State) -> None:
        message = _(
            "This was changed in another window, or by somebody else, while you were writing."
        )
        super().__init__(message, code="overtaken")
        self.newer = newer


@dataclass(frozen=True)
class Merged:
    """What is to be kept, and of fields that both sides changed what stands, as `newer`."""

    kept: dict[str, Any]
    newer: dict[str, Any]


def merge(*, stands: State, sent: State, before: Sequence[State]) -> Merged:
    """Put together what stands with what was sent, which was made from `before`.

    A field that only one side changed takes the change; of sets, what either side added or took
    away. A field that both changed stays as it stands. Without `before`, all that was sent holds.
    """
    kept, newer = dict(sent), {}
    for name, wanted in sent.items() if before else ():
        there = stands.get(name)
        seen = [plain(state.get(name)) for state in before]
        if plain(there) in [plain(wanted), *seen]:
            continue
        if isinstance(wanted, set):
            kept[name] = _unite(there or set(), wanted, seen[0])
            continue
        kept[name] = there
        if plain(wanted) != seen[0]:
            newer[name] = there
    return Merged(kept, newer)


def reconcile(*, stands: State, sent: State, before: Sequence[State]) -> dict[str, Any]:
    """Return what is to be kept, as `merge` does; raises Overtaken where both changed a field."""
    merged = merge(stands=stands, sent=sent, before=before)
    if merged.newer:
        raise Overtaken(merged.newer)
    return merged.kept


def check_unmoved(*, stands: State, before: Sequence[State]) -> None:
    """Raise Overtaken unless all stands as in one of the states: what is only right as a whole."""
    there = plain_state(stands)
    if before and there not in [{name: plain(one.get(name)) for name in there} for one in before]:
        raise Overtaken(stands)


def plain_state(state: State) -> dict[str, str | list[str]]:
    """Return the values as a form sends them."""
    return {name: plain(value) for name, value in state.items()}


def plain(value: Any) -> str | list[str]:
    """Return a value as a form sends it; the order of several does not count, nor space around."""
    if isinstance(value, set | list | tuple):
        several = sorted(str(one) for one in value)
        return several if len(several) > 1 else "".join(several)
    if value is None or isinstance(value, bool):
        return "on" if value else ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _unite(there: set, wanted: set, seen: str | list[str]) -> set:
    known = {seen} if isinstance(seen, str) else set(seen)
    both = there & wanted
    return {one for one in there | wanted if one in both or str(one) not in known}
