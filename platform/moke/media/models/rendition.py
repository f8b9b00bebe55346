from django.db import models

from moke.media.fmp4 import AV1


class RenditionQuerySet(models.QuerySet):
    def for_every_player(self) -> "RenditionQuerySet":
        """Without those that only some players know."""
        return self.exclude(codecs__startswith=AV1)

    def in_av1(self) -> "RenditionQuerySet":
        return self.filter(codecs__startswith=AV1)


class Rendition(models.Model):
    """One rung of a published recording: a single fMP4 file and its byte-range playlist."""

    recording = models.ForeignKey("media.Recording", models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=20, help_text="File name without ending: 720, audio …")
    height_px = models.PositiveIntegerField(default=0, help_text="0 for sound alone")
    width_px = models.PositiveIntegerField(default=0)
    bits_per_s = models.PositiveIntegerField(help_text="Peak, as the master playlist says it")
    codecs = models.CharField(max_length=60)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(
        max_length=64,
        blank=True,
        help_text="Of the file as it was verified; empty where it lasts for minutes, or is older",
    )

    objects = RenditionQuerySet.as_manager()

    class Meta:
        ordering = ["-height_px"]
        constraints = [
            models.UniqueConstraint(fields=["recording", "name"], name="one_rendition_per_name")
        ]

    def __str__(self):
        return self.name
