from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from research.enums import VerdictChoice


class Verdict(models.Model):
    """The author's answer to a comment (采纳情况). Given by `research.domain.verdict`."""

    comment = models.OneToOneField("research.Comment", models.CASCADE, related_name="verdict")
    choice = models.CharField(_("verdict"), max_length=12, choices=VerdictChoice)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")

    def __str__(self):
        return self.get_choice_display()
