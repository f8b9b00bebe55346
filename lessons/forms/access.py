from django import forms
from django.utils.translation import gettext_lazy as _

MIN_REASON_LENGTH = 10


class ReasonForm(forms.Form):
    """Why somebody needs to look."""

    reason = forms.CharField(
        label=_("Why do you need to look at this lesson?"),
        min_length=MIN_REASON_LENGTH,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your name, the time and this reason stay on record."),
    )
