from django import forms
from django.utils.translation import gettext_lazy as _

from moke.ui.moment_field import MomentField


class PosterForm(forms.Form):
    """The moment whose picture shall stand for a recording."""

    use_required_attribute = False

    at = MomentField(label=_("Moment"))
