from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Search that finds words inside longer Chinese runs."""

    name = "moke.search"
    label = "moke_search"
    verbose_name = _("Search")

    def ready(self):
        autodiscover_modules("rooms")
