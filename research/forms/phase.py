from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _

from moke.ui.clock import write_moment
from moke.ui.moment_field import MomentField
from research.domain.queries.phases import PlanPhase


class PhasesForm(forms.Form):
    """Where the phases of a take's plan begin in its recording: a field for each, by position.

    `starts` are shown until somebody types others, in milliseconds; None leaves a field empty.
    They count from `zero_ms`, which comes back with them: a page may be older than a trim.
    """

    use_required_attribute = False

    def __init__(
        self,
        data=None,
        *,
        phases: Sequence[PlanPhase],
        starts: Sequence[int | None],
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

    def starts(self) -> list[int | None]:
        return [start for name, start in self.cleaned_data.items() if name != "zero"]
