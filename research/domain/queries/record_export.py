"""How far the file of a record is, step by step."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from research.enums import ExportState
from research.models import RecordExport

DONE, NOW, AHEAD = "done", "now", "ahead"
STEPS = (
    (ExportState.QUEUED, _("Asked for")),
    (ExportState.STILLS, _("Stills cut")),
    (ExportState.PAGES, _("Pages set")),
    (ExportState.READY, _("Ready")),
)


@dataclass(frozen=True)
class Step:
    """One step: what it says now, and whether it is done, now or ahead."""

    label: str
    standing: str


def steps_of(export: RecordExport) -> list[Step]:
    """Return the steps with their standing; codings have no stills. What is ready has done all."""
    steps = [step for step in STEPS if not (export.take_id and step[0] == ExportState.STILLS)]
    ahead = (n for n, (state, _label) in enumerate(steps) if state == export.state)
    current = len(steps) if export.is_settled else next(ahead)
    return [
        Step(
            label=str(export.get_state_display() if number == current else label),
            standing=NOW if number == current else DONE if number < current else AHEAD,
        )
        for number, (_state, label) in enumerate(steps)
    ]
