from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moke.ui.moment_field import MomentField

SAME, LATER, EARLIER = "same", "later", "earlier"


class ReplacementForm(forms.Form):
    """When the new film begins, seen from the old one, and which file is meant."""

    use_required_attribute = False

    begins = forms.ChoiceField(
        label=gettext_lazy("The new film begins"),
        choices=[
            (SAME, gettext_lazy("at the same moment as the old one")),
            (LATER, gettext_lazy("later in the lesson than the old one")),
            (EARLIER, gettext_lazy("earlier in the lesson than the old one")),
        ],
        initial=SAME,
    )
    offset = MomentField(
        label=gettext_lazy("By how much"),
        required=False,
        help_text=gettext_lazy("Minutes and seconds, such as 0:12.5."),
    )
    source = forms.CharField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self):
        data = super().clean() or {}
        is_moved = data.get("begins") in {LATER, EARLIER}
        if is_moved and not data.get("offset") and "offset" not in self.errors:
            self.add_error("offset", _("Say by how much, such as 0:12.5."))
        return data

    @property
    def start_ms(self) -> int:
        """At which moment of the old film the new one begins."""
        by_ms = self.cleaned_data["offset"] or 0
        return {SAME: 0, LATER: by_ms, EARLIER: -by_ms}[self.cleaned_data["begins"]]
