from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from moke.media.checks import check_av1, check_speech


class MediaConfig(AppConfig):
    """Upload, probe, plan, transcode, playback and grants of recordings."""

    name = "moke.media"
    verbose_name = _("Recordings")

    def ready(self):
        autodiscover_modules("followers")
        register(check_speech)
        register(check_av1)
