from typing import cast

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from research.domain.round import settings_of
from research.forms.overlap import OverlapForm
from research.models import ObservationForm, Round
from research.models.round import MOST_ASKED


def forms_in_reach():
    """The forms that are offered: in the reader's language, or all where none is."""
    offered = ObservationForm.objects.offered()
    spoken = offered.filter(language=get_language())
    return spoken if spoken.exists() else offered


def number_field(label) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_ASKED, required=False, initial=0
    )


class RoundForm(OverlapForm):
    """How colleagues review a take."""

    form = forms.ModelChoiceField(
        queryset=ObservationForm.objects.none(),
        label=_("Observation form"),
        required=False,
        empty_label=_("The observer chooses"),
    )
    highlights = number_field(_("Highlights"))
    questions = number_field(_("Questions"))
    suggestions = number_field(_("Suggestions"))
    is_blind = forms.BooleanField(
        label=_("Each first alone"),
        required=False,
        help_text=_("Reviewers read what the others write when they have finished."),
    )

    def __init__(self, data=None, *, found: Round | None) -> None:
        initial = settings_of(found=found)
        super().__init__(data, initial=initial)
        self.based_on(initial)
        reach = forms_in_reach()
        if found and found.form_id:
            reach = reach | ObservationForm.objects.filter(pk=found.form_id)
        cast("forms.ModelChoiceField", self.fields["form"]).queryset = reach

    def particulars(self) -> dict:
        sent = self.cleaned_data
        return sent | {name: sent[name] or 0 for name in ("highlights", "questions", "suggestions")}


class DueForm(forms.Form):
    """Until when reviewers who have not finished have time."""

    due_on = forms.DateField(
        label=_("Due on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data=None) -> None:
        super().__init__(data, prefix="all")
        self.fields["due_on"].widget.attrs["min"] = timezone.localdate().isoformat()


class FormChoice(forms.Form):
    """Which form an observer fills in, where the author left it to them."""

    form = forms.ModelChoiceField(
        queryset=ObservationForm.objects.none(),
        label=_("Observation form"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose a form.")},
    )

    def __init__(self, data=None) -> None:
        super().__init__(data)
        self.offers = forms_in_reach()
        cast("forms.ModelChoiceField", self.fields["form"]).queryset = self.offers
