from django.conf import settings
from django.db import models


class WatchPosition(models.Model):
    """Where a person stopped watching a recording."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    recording = models.ForeignKey("media.Recording", models.CASCADE, related_name="positions")
    position_s = models.FloatField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "recording"], name="one_position_per_person")
        ]

    def __str__(self):
        return f"{self.position_s:.0f} s"
