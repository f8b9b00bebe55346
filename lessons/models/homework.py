from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from lessons.enums import Difficulty, HomeworkLevel, HomeworkSource, HomeworkType
from lessons.panels import HOMEWORK_ITEM


class HomeworkItem(Orderable):
    """One item of the homework design (作业设计) of a lesson."""

    lesson = ParentalKey("lessons.LessonPage", on_delete=models.CASCADE, related_name="homework")
    objective = models.CharField(_("objective served"), max_length=200, blank=True)
    task = models.TextField(_("task"))
    type = models.CharField(
        _("type"), max_length=10, choices=HomeworkType, default=HomeworkType.WRITTEN
    )
    level = models.CharField(
        _("level"), max_length=10, choices=HomeworkLevel, default=HomeworkLevel.BASIC
    )
    required = models.BooleanField(_("required"), default=True)
    difficulty = models.CharField(
        _("difficulty"), max_length=10, choices=Difficulty, default=Difficulty.MEDIUM
    )
    source = models.CharField(
        _("source"), max_length=10, choices=HomeworkSource, default=HomeworkSource.ORIGINAL
    )
    minutes = models.PositiveSmallIntegerField(_("expected minutes"), default=5)
    answer = models.TextField(_("answer and criteria"), blank=True)
    why = models.TextField(_("why"), blank=True)

    panels = HOMEWORK_ITEM

    class Meta(Orderable.Meta):
        verbose_name = _("homework item")
        verbose_name_plural = _("homework")

    def __str__(self):
        return self.task[:40]
