from django.db import models
from django.utils.translation import gettext_lazy as _

from moke.media.enums import State


class Deletion(models.Model):
    """That a recording was deleted: nobody may watch it; it can be restored until it is erased.

    Kept by `moke.media.domain.deletion`. `state` and `attempt`, the published one, are what the
    recording had before. Once `erased_at` is set there is no way back, and its files go;
    `is_cleared` says that they are gone.
    """

    recording = models.OneToOneField("media.Recording", models.CASCADE, related_name="deletion")
    state = models.CharField(max_length=12, choices=State)
    attempt = models.CharField(max_length=36, blank=True)
    deleted_at = models.DateTimeField(auto_now_add=True)
    erase_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    is_cleared = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("deletion")
        verbose_name_plural = _("deletions")
        ordering = ["erase_at"]

    def __str__(self):
        return str(self.recording)
