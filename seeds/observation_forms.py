"""Observation forms that a district begins with."""

from research.models import ObservationForm


def load_observation_forms(sheet: dict) -> int:
    """Add the forms of the sheet whose names are not taken; return how many are new."""
    return sum(_load_form(entry) for entry in sheet["forms"])


def _load_form(entry: dict) -> bool:
    values = {
        "purpose": entry["purpose"],
        "dimensions": [("dimension", _dimension(dimension)) for dimension in entry["dimensions"]],
        "questions": [("question", question) for question in entry["questions"]],
    }
    key = {"language": entry["language"], "name": entry["name"]}
    return ObservationForm.objects.get_or_create(**key, defaults=values)[1]


def _dimension(given: dict) -> dict:
    return {
        "name": given["name"],
        "points": given["points"],
        "look_at": "\n".join(given["look_at"]),
        "levels": "\n".join(given.get("levels", [])),
        "needs_evidence": given.get("needs_evidence", False),
    }
