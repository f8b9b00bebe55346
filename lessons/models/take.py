from django.db import models
from django.utils.translation import gettext_lazy as _


class Take(models.Model):
    """One teaching of a lesson (试讲), with the plan as it stood and its recording.

    Opened by `lessons.domain.take.open_take`, which numbers it and freezes the plan.
    """

    lesson = models.ForeignKey("lessons.LessonPage", models.CASCADE, related_name="takes")
    number = models.PositiveSmallIntegerField(_("number"))
    taught_on = models.DateField(_("taught on"))
    class_name = models.CharField(_("class"), max_length=40)
    change_note = models.TextField(_("what changed since the last take"), blank=True)
    plan = models.ForeignKey("wagtailcore.Revision", models.PROTECT, related_name="+")
    recording = models.OneToOneField("media.Recording", models.PROTECT, related_name="take")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("take")
        verbose_name_plural = _("takes")
        ordering = ["lesson", "number"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "number"], name="takes_are_numbered_once")
        ]

    def __str__(self):
        return f"{self.lesson} #{self.number}"
