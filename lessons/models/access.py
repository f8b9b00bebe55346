from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REASON_LASTS = timedelta(hours=1)


class ReasonedAccessQuerySet(models.QuerySet):
    """Accesses, filtered by adjectives."""

    def lasting(self, at=None):
        """Accesses whose reason still counts."""
        return self.filter(given_at__gt=(at or timezone.now()) - REASON_LASTS)

    def of(self, person, lesson):
        """Accesses of the person to the lesson."""
        return self.filter(person=person, lesson=lesson.pk)


class ReasonedAccess(models.Model):
    """Someone who may look only for a reason gave one; it counts for an hour and stays on record.

    Given by `lessons.domain.access.give_reason`.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    lesson = models.ForeignKey(
        "lessons.LessonPage", models.CASCADE, related_name="accesses", verbose_name=_("lesson")
    )
    reason = models.CharField(_("reason"), max_length=300)
    given_at = models.DateTimeField(_("given at"), default=timezone.now, editable=False)

    objects = ReasonedAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("access with a reason")
        verbose_name_plural = _("accesses with a reason")
        ordering = ["-given_at"]

    def __str__(self):
        return f"{self.person}: {self.reason}"
