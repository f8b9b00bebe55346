from django import forms
from django.utils.translation import gettext_lazy as _


class CollectionForm(forms.Form):
    """What somebody looks for among the collections. Nonsense finds all."""

    words = forms.CharField(
        label=_("Find a collection"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Find a collection")}),
    )

    def wished(self) -> str:
        """The words, as far as they make sense."""
        return self.cleaned_data.get("words", "") if self.is_valid() else ""
