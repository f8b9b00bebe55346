from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Visit(models.Model):
    """Until which change somebody has seen the room of a take. Kept by `research.domain.visit`."""

    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="visits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    change = models.PositiveIntegerField()
    left_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("visit of a room")
        verbose_name_plural = _("visits of rooms")
        constraints = [
            models.UniqueConstraint(fields=["person", "take"], name="one_last_visit_of_a_room")
        ]

    def __str__(self):
        return f"{self.take_id} · {self.change}"
