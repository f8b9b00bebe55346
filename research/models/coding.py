from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from research.enums import Scheme


class Coding(models.Model):
    """One person's coding of a take, interval by interval (课堂编码).

    Begun, kept and finished by `research.domain.coding`. `codes` holds one character for each
    interval, as `research.domain.codes` reads them; its length stays. `version` counts the
    changes of the codes.
    """

    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="codings")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="codings")
    scheme = models.CharField(_("scheme"), max_length=8, choices=Scheme)
    interval_s = models.PositiveSmallIntegerField(_("seconds of an interval"))
    codes = models.TextField()
    version = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    class Meta:
        verbose_name = _("coding")
        verbose_name_plural = _("codings")
        ordering = ["finished_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["take", "coder", "scheme"], name="a_person_codes_a_take_once_a_scheme"
            )
        ]

    def __str__(self):
        return f"{self.coder}: {self.take}, {self.scheme}"
