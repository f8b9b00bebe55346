from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from moke.ui.clock import write_moment
from moke.ui.moment_field import MomentField
from research.domain.queries.phases import PlanPhase
from research.forms.overlap import OverlapForm


class PhasesForm(OverlapForm):
    """Where the phases of a take's plan begin in its recording: a field for each, by position.

    `starts` are shown until somebody types others, in milliseconds; None leaves a field empty.
    `marked` are those that are kept, by position: the others are only suggested.
    They count from `zero_ms`, which comes back with them: a page may be older than a trim.
    """

    use_required_attribute = False

    def __init__(
        self,
        data=None,
        *,
        phases: Sequence[PlanPhase],
        starts: Sequence[int | None],
        marked: Mapping[int, int],
        zero_ms: int | None = None,
    ) -> None:
        super().__init__(data)
        for position, (phase, start_ms) in enumerate(zip(phases, starts, strict=True)):
            label = _("“%(phase)s” starts at") % {"phase": phase.name}
            initial = "" if start_ms is None else write_moment(start_ms)
            field = MomentField(label=label, required=False, initial=initial)
            self.fields[f"start_{position}"] = field
        zero = forms.IntegerField(required=False, widget=forms.HiddenInput)
        self.fields["zero"] = zero
        self.initial["zero"] = zero_ms
        self.positions = range(len(phases))
        self.based_on({f"start_{at}": marked.get(at) for at in self.positions})

    def particulars(self) -> dict[str, Any]:
        """What `set_phases` wants to know."""
        sent = self.cleaned_data
        starts = [sent[f"start_{at}"] for at in self.positions]
        return {"starts": starts, "zero_ms": sent["zero"], "before": sent["before"]}

    def say_clash(self, name: str, value: Any) -> str:
        said = write_moment(value) if isinstance(value, int) else value
        return super().say_clash(name, said)
