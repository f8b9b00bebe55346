"""The phases of a take's plan as a band under its picture."""

import json
from dataclasses import dataclass

from lessons.models import Take


@dataclass(frozen=True)
class Phase:
    """One phase as it was planned; `share` is its part of the whole in per cent."""

    name: str
    minutes: int
    share: float


def planned_phases(*, take: Take) -> list[Phase]:
    """The phases of the plan that the take froze, read without building the page anew."""
    stream = json.loads(take.plan.content.get("phases") or "[]")
    values = [block["value"] for block in stream if block.get("type") == "phase"]
    whole = sum(value["minutes"] or 0 for value in values)
    return [
        Phase(value["name"], value["minutes"], round(100 * value["minutes"] / whole, 2))
        for value in values
        if value["minutes"]
    ]
