"""An observation form as somebody filled it in: its words of that day, kept as data."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from research.enums import Level
from research.models import ObservationForm

WITH_QUESTION = re.compile(r"(?P<viewpoint>[^:：?？]+)[:：]\s*(?P<question>.+[?？])")
"""A line of what to look at that goes on with what to ask: “倾听：多少学生在听？”."""


@dataclass(frozen=True)
class Dimension:
    """What is judged, worth so many points; `meanings` are those of the levels, best first.

    `guides` are the guiding questions of those viewpoints that have one.
    """

    name: str
    points: int
    look_at: Sequence[str]
    meanings: Sequence[str]
    needs_evidence: bool
    guides: Mapping[str, str] = field(default_factory=dict)

    @property
    def viewpoints(self) -> list[tuple[str, str]]:
        """What to look at, each with its guiding question or none."""
        return [(line, self.guides.get(line, "")) for line in self.look_at]

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
        "dimensions": [_dimension(block.value) for block in form.dimensions],
        "questions": [str(block.value) for block in form.questions],
    }


def _dimension(value: Mapping[str, Any]) -> dict[str, Any]:
    lines = _lines(value["look_at"])
    found = {line: match for line in lines if (match := WITH_QUESTION.fullmatch(line))}
    named = Counter(found[line]["viewpoint"] if line in found else line for line in lines)
    # Two questions about one viewpoint are two viewpoints, each with its own words.
    asked = {line: match for line, match in found.items() if named[match["viewpoint"]] == 1}
    stored = {
        "name": value["name"],
        "points": value["points"],
        "look_at": [asked[line]["viewpoint"] if line in asked else line for line in lines],
        "meanings": _lines(value["levels"]),
        "needs_evidence": value["needs_evidence"],
    }
    guides = {match["viewpoint"]: match["question"] for match in asked.values()}
    # Left out where there are none: what is the same as before must be stored the same.
    return stored | {"guides": guides} if guides else stored


def read_wording(stored: Mapping[str, Any]) -> Wording:
    """Return what `wording_of` stored."""
    dimensions = [Dimension(**dimension) for dimension in stored["dimensions"]]
    return Wording(stored["name"], stored["purpose"], dimensions, stored["questions"])


def sheet_key(*, stored: Mapping[str, Any]) -> str:
    """Return what is the same for observations that stand on one sheet of a report.

    What a viewpoint asks may be written later: it is no other viewpoint for that.
    """
    dimensions = [{**one, "guides": {}} for one in stored["dimensions"]]
    return json.dumps({**stored, "dimensions": dimensions}, sort_keys=True)


def points_of(*, dimension: Dimension, level: float) -> float:
    """Return the points of a level: each of the five is worth a fifth of the dimension's."""
    return dimension.points * level / max(Level)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
