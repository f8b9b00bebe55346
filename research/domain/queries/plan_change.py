"""What changed in the plan from one take to another, part by part and phase by phase."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lessons.models import LessonPage, Take
from lessons.models.lesson import PLAN_TEXTS
from research.domain.compare import Piece, compare_texts

PHASE_TEXTS = ("teacher_does", "students_do", "why")


@dataclass(frozen=True)
class PlanChange:
    """A part of the plan that is not as it was at the take before."""

    part: str | Promise
    pieces: Sequence[Piece]


def plan_changes(*, before: Take, after: Take) -> list[PlanChange]:
    """Return the parts in which the plans of two takes differ, in the order of the later plan."""
    then, now = plan_of(before), plan_of(after)
    parts = dict.fromkeys([*now, *then])
    found = (
        PlanChange(part, compare_texts(then.get(part, ""), now.get(part, ""))) for part in parts
    )
    return [change for change in found if change.pieces]


def plan_of(take: Take) -> dict[str | Promise, str]:
    """The plan as it stood, its parts by their names; each phase is a part."""
    content = take.plan.content
    parts: dict[str | Promise, str] = {}
    for name in PLAN_TEXTS:
        if name != "phases":
            parts[capfirst(LessonPage._meta.get_field(name).verbose_name)] = content.get(name) or ""
    for block in json.loads(content.get("phases") or "[]"):
        phase = block["value"]
        label = _("Phase “%(name)s”") % {"name": phase["name"]}
        # Two phases may have one name, such as practice.
        parts[label] = "\n".join(filter(None, [parts.get(label), _phase_text(phase)]))
    return parts


def _phase_text(phase: Mapping[str, Any]) -> str:
    minutes = _("%(number)s minutes") % {"number": phase["minutes"]}
    return "\n".join([minutes, *filter(None, (phase.get(name) for name in PHASE_TEXTS))])
