from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Base template, components, design tokens and the custom elements of the pages."""

    name = "moke.ui"
    verbose_name = _("Interface")
