from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from moke.ui.converters import PrimaryKeyConverter


class UiConfig(AppConfig):
    """Base template, components, design tokens and the custom elements of the pages."""

    name = "moke.ui"
    verbose_name = _("Interface")

    def ready(self):
        register_converter(PrimaryKeyConverter, "pk")
