from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Choice(TextChoices):
    """What becomes of a lesson that waits for a decision."""

    APPROVE = "approve", _("Let pass")
    SEND_BACK = "send-back", _("Send back")


class DecisionForm(forms.Form):
    """A word to the author, and whether the lesson passes. `step` is what the page showed."""

    words = forms.CharField(
        label=_("A word to the author"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say what is good. Whoever sends a lesson back says what is to be changed."),
    )
    choice = forms.ChoiceField(choices=Choice.choices, widget=forms.HiddenInput)
    step = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("choice") == Choice.SEND_BACK and not cleaned.get("words"):
            self.add_error("words", _("Say why you send it back: the author will read it."))
        return cleaned
