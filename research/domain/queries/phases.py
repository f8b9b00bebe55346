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
    timed = [
        (value.get("name") or "", value["minutes"]) for value in values if value.get("minutes")
    ]
    whole = sum(minutes for _, minutes in timed)
    return [Phase(name, minutes, round(100 * minutes / whole, 2)) for name, minutes in timed]
