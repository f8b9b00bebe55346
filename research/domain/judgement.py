"""What an observer makes of the dimensions of a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from research.domain.wording import Wording


@dataclass(frozen=True)
class Judgement:
    """What an observer makes of a dimension; `evidence` are keys of comments.

    `seen` is what they saw of single viewpoints, by the viewpoints' words.
    """

    level: int | None = None
    words: str = ""
    evidence: Sequence[int] = field(default_factory=tuple)
    seen: Mapping[str, str] = field(default_factory=dict)


def as_fields(
    *, judgements: Mapping[int, Judgement], answers: Sequence[str], wording: Wording
) -> dict[str, Any]:
    """Return what was filled in by the names that its fields have in the form."""
    fields: dict[str, Any] = {f"answer_{at}": words for at, words in enumerate(answers)}
    for place, judgement in judgements.items():
        fields[f"level_{place}"] = judgement.level
        fields[f"words_{place}"] = judgement.words
        fields[f"evidence_{place}"] = set(judgement.evidence)
        for line, words in judgement.seen.items():
            fields[_seen(wording, place, line)] = words
    return fields


def from_fields(
    *, judgements: Mapping[int, Judgement], fields: Mapping[str, Any], wording: Wording
) -> dict[int, Judgement]:
    """Return the judgements with the values of `fields`, which `as_fields` has named."""
    return {
        place: replace(
            judgement,
            level=fields[f"level_{place}"],
            words=fields[f"words_{place}"],
            evidence=sorted(fields[f"evidence_{place}"]),
            seen={line: fields[_seen(wording, place, line)] or "" for line in judgement.seen},
        )
        for place, judgement in judgements.items()
    }


def _seen(wording: Wording, place: int, line: str) -> str:
    return f"seen_{place}_{list(wording.dimensions[place].look_at).index(line)}"
