from django import forms
from django.utils.translation import gettext_lazy as _

from moke.media.models import Recording
from moke.ui.clock import write_moment
from moke.ui.moment_field import MomentField


class TrimForm(forms.Form):
    """From when to when a recording is kept; empty fields are its beginning and its end."""

    use_required_attribute = False

    start = MomentField(label=_("Begins at"), required=False)
    end = MomentField(label=_("Ends at"), required=False)
    hold_back = forms.BooleanField(
        label=_("Hide the recording from everybody else until it is cut"),
        required=False,
        initial=True,
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def start_ms(self) -> int:
        return self.cleaned_data["start"] or 0

    @property
    def end_ms(self) -> int | None:
        return self.cleaned_data["end"]


def form_of(recording: Recording) -> TrimForm:
    """Return a form that keeps the whole recording."""
    end_ms = round((recording.duration_s or 0) * 1000)
    return TrimForm(initial={"start": write_moment(0), "end": write_moment(end_ms)})
