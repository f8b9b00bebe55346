import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from research.enums import CONTENT_TYPES, ExportKind, ExportState

EXPORTS_FOLDER = "record-exports"


class RecordExport(models.Model):
    """A lesson's record as a file, for the one person who asked: others may see more or less.

    Asked for and removed by `research.domain.record_export`, made by
    `research.domain.record_making`. `digest` stands for what the file says, so that it can be
    told from what the record says by now.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lesson = models.ForeignKey("lessons.LessonPage", models.CASCADE, related_name="exports")
    wanted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=ExportKind)
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=6, choices=ExportState, default=ExportState.QUEUED)
    percent = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(upload_to=EXPORTS_FOLDER, blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("file of a record")
        verbose_name_plural = _("files of records")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "wanted_by", "kind", "language"],
                name="a_file_of_a_record_is_asked_for_once",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """What the file is called, in its own language."""
        with override(self.language):
            stem = gettext("The record of 《%(title)s》") % {"title": self.lesson.title}
        return f"{stem}.{self.kind}"

    @property
    def content_type(self):
        return CONTENT_TYPES[ExportKind(self.kind)]

    @property
    def is_settled(self):
        return self.state in {ExportState.READY, ExportState.FAILED}
