from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from moke.media.enums import Untouched


@register_setting(icon="media")
class RecordingPolicy(BaseGenericSetting):
    """What the district has decided about recordings; curators change it in Wagtail's admin."""

    untouched = models.CharField(
        _("file as it was uploaded"),
        max_length=6,
        choices=Untouched,
        default=Untouched.LOCK,
        help_text=_(
            "What becomes of it once faces in the recording were blurred, or its beginning or end "
            "was cut away. It shows what shall be gone."
        ),
    )

    panels = [FieldPanel("untouched", widget=forms.RadioSelect)]

    class Meta:
        verbose_name = _("rules for recordings")

    @property
    def deletes_untouched(self):
        return self.untouched == Untouched.DELETE
