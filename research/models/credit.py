from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Credit(models.Model):
    """A review that somebody had finished before its invitation was withdrawn.

    Kept by `research.domain.credit`: the take is closed to them, the work was done.
    """

    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="credits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    done_at = models.DateTimeField(_("finished"))

    class Meta:
        verbose_name = _("finished review")
        verbose_name_plural = _("finished reviews")
        ordering = ["done_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["take", "person"], name="one_credit_per_take")
        ]

    def __str__(self):
        return f"{self.person} → {self.take}"
