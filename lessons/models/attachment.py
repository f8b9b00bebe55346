import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lessons.enums import AttachmentKind


class Attachment(models.Model):
    """A file that belongs to a lesson and is seen by whoever sees the lesson.

    Added and removed by `lessons.domain.attachment`, which checks what the file is.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lesson = models.ForeignKey("lessons.LessonPage", models.CASCADE, related_name="attachments")
    kind = models.CharField(
        _("kind"), max_length=12, choices=AttachmentKind, default=AttachmentKind.COURSEWARE
    )
    name = models.CharField(_("file name"), max_length=255)
    file = models.FileField(_("file"), upload_to="attachments")
    content_type = models.CharField(max_length=120, editable=False)
    size_bytes = models.PositiveBigIntegerField(editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["kind", "id"]

    def __str__(self):
        return self.name
