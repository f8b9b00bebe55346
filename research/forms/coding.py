from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from research.domain.codes import INTERVALS_S, suit_interval_s
from research.enums import Scheme


class IntervalChoice(forms.Form):
    """How often to code."""

    def __init__(self, data: Any = None, *, scheme: Scheme, duration_s: float) -> None:
        super().__init__(data)
        self.fields["interval"] = forms.TypedChoiceField(
            label=_("How long an interval is"),
            choices=[(seconds, _seconds(seconds)) for seconds in INTERVALS_S[scheme]],
            coerce=int,
            initial=suit_interval_s(duration_s=duration_s, scheme=scheme),
            widget=forms.RadioSelect,
        )


def _seconds(number: int) -> str:
    return ngettext("%(number)d second", "%(number)d seconds", number) % {"number": number}


class KeptCodes(forms.Form):
    """All codes of a coding, and the version that they were made from."""

    codes = forms.CharField()
    version = forms.IntegerField(min_value=0)
