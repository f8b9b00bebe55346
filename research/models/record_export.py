import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from research.enums import CONTENT_TYPES, ExportKind, ExportState

EXPORTS_FOLDER = "record-exports"


class RecordExport(models.Model):
    """A lesson's record as a file, for the one person who asked: others may see more or less.

    With a `take` the file says what coders found in that alone. Asked for and removed by
    `research.domain.record_export`, made by `research.domain.record_making`. `digest` stands for
    what the file says, so that it can be told from what the record says by now.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lesson = models.ForeignKey("lessons.LessonPage", models.CASCADE, related_name="exports")
    take = models.ForeignKey("lessons.Take", models.CASCADE, null=True, related_name="+")
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
                condition=models.Q(take__isnull=True),
                name="a_file_of_a_record_is_asked_for_once",
            ),
            models.UniqueConstraint(
                fields=["take", "wanted_by", "kind", "language"],
                condition=models.Q(take__isnull=False),
                name="a_file_of_codings_is_asked_for_once",
            ),
        ]

    def __str__(self):
        return self.name

    @staticmethod
    def title_of(*, lesson, take=None):
        """What such a file says, in the language that is spoken now."""
        if take is None:
            return gettext("The record of 《%(title)s》") % {"title": lesson.title}
        names = {"title": lesson.title, "number": take.number}
        return gettext("What coders found in 《%(title)s》, take %(number)s") % names

    @property
    def title(self):
        return self.title_of(lesson=self.lesson, take=self.take)

    @property
    def name(self):
        """What the file is called, in its own language."""
        with override(self.language):
            return f"{self.title}.{self.kind}"

    @property
    def content_type(self):
        return CONTENT_TYPES[ExportKind(self.kind)]

    @property
    def is_settled(self):
        return self.state in {ExportState.READY, ExportState.FAILED}
