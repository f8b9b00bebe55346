from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Upload, probe, plan, transcode, playback and grants of recordings."""

    name = "moke.media"
    verbose_name = _("Recordings")

    def ready(self):
        autodiscover_modules("followers")
