from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lessons.enums import DeletionReason


class TakeQuerySet(models.QuerySet):
    """Takes, filtered by adjectives."""

    def kept(self):
        """Takes that were not deleted."""
        return self.filter(deleted_at=None)


class Take(models.Model):
    """One teaching of a lesson (试讲), with the plan as it stood and its recording.

    Opened by `lessons.domain.take.open_take`, which numbers it and freezes the plan. Deleted by
    `lessons.domain.deletion`; it keeps its number, and all that was said about it.
    """

    lesson = models.ForeignKey("lessons.LessonPage", models.CASCADE, related_name="takes")
    number = models.PositiveSmallIntegerField(_("number"))
    taught_on = models.DateField(_("taught on"))
    class_name = models.CharField(_("class"), max_length=40)
    change_note = models.TextField(_("what changed since the last take"), blank=True)
    plan = models.ForeignKey("wagtailcore.Revision", models.PROTECT, related_name="+")
    recording = models.OneToOneField("media.Recording", models.PROTECT, related_name="take")
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    deleted_because = models.CharField(
        max_length=12, choices=DeletionReason, blank=True, editable=False
    )
    deletion_words = models.CharField(max_length=200, blank=True, editable=False)

    objects = TakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("take")
        verbose_name_plural = _("takes")
        ordering = ["lesson", "number"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "number"], name="takes_are_numbered_once")
        ]

    def __str__(self):
        return f"{self.lesson} #{self.number}"
