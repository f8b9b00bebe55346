from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.enums import DeletionReason
from lessons.models import Take


class DeletionForm(forms.Form):
    """Why a take is deleted."""

    reason = forms.ChoiceField(
        label=_("Why?"), choices=DeletionReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In a few words"),
        max_length=Take._meta.get_field("deletion_words").max_length,
        required=False,
        help_text=_("Colleagues who could watch the take read this. Name no child here."),
    )
