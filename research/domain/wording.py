"""An observation form as somebody filled it in: its words of that day, kept as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from research.enums import Level
from research.models import ObservationForm


@dataclass(frozen=True)
class Dimension:
    """What is judged, worth so many points; `meanings` are those of the levels, best first."""

    name: str
    points: int
    look_at: Sequence[str]
    meanings: Sequence[str]
    needs_evidence: bool

    @property
    def levels(self) -> list[tuple[int, str, str]]:
        """Each level with its label and what it means here, the best first."""
        meanings = self.meanings or [""] * len(Level)
        return [
            (level.value, str(level.label), meaning)
            for level, meaning in zip(Level, meanings, strict=True)
        ]


@dataclass(frozen=True)
class Wording:
    """A form's words."""

    name: str
    purpose: str
    dimensions: Sequence[Dimension]
    questions: Sequence[str]


def wording_of(*, form: ObservationForm) -> dict[str, Any]:
    """Return the words of a form as they are stored with an observation."""
    return {
        "name": form.name,
        "purpose": form.purpose,
        "dimensions": [
            {
                "name": block.value["name"],
                "points": block.value["points"],
                "look_at": _lines(block.value["look_at"]),
                "meanings": _lines(block.value["levels"]),
                "needs_evidence": block.value["needs_evidence"],
            }
            for block in form.dimensions
        ],
        "questions": [str(block.value) for block in form.questions],
    }


def read_wording(stored: Mapping[str, Any]) -> Wording:
    """Return what `wording_of` stored."""
    dimensions = [Dimension(**dimension) for dimension in stored["dimensions"]]
    return Wording(stored["name"], stored["purpose"], dimensions, stored["questions"])


def points_of(*, dimension: Dimension, level: float) -> float:
    """Return the points of a level: each of the five is worth a fifth of the dimension's."""
    return dimension.points * level / max(Level)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
