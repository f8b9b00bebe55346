import uuid
from pathlib import Path

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """A file on its way to a recording, piece by piece.

    Begun, finished, cancelled and cleared by `moke.media.domain.upload`. The bytes lie
    under `uploads/<id>` in the data folder until they are whole; the row outlives them
    for a while, so that a client which missed the last answer learns that all is well.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    recording = models.ForeignKey("media.Recording", models.CASCADE, related_name="uploads")
    metadata = models.JSONField(default=dict, help_text="As the client sent it")
    length_bytes = models.PositiveBigIntegerField()
    offset_bytes = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return str(self.id)

    @property
    def said(self) -> dict[str, str]:
        """What the client said of its file. Kept as pairs, since JSON objects lose their order."""
        return dict(self.metadata)

    @property
    def path(self) -> Path:
        return settings.MOKE_DATA_DIR / "uploads" / str(self.id)

    @property
    def is_whole(self) -> bool:
        return self.offset_bytes == self.length_bytes
