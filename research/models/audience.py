from django.db import models
from django.utils.translation import gettext_lazy as _

from moke.curriculum.enums import Grade, Subject


class Audience(models.Model):
    """One subject or one grade that a topic is for. Put by `research.domain.topic`."""

    topic = models.ForeignKey("research.Topic", models.CASCADE, related_name="audience")
    subject = models.CharField(_("subject"), max_length=20, choices=Subject, blank=True)
    grade = models.PositiveSmallIntegerField(_("grade"), choices=Grade, null=True, blank=True)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subject="", grade__isnull=False)
                | (~models.Q(subject="") & models.Q(grade__isnull=True)),
                name="an_audience_is_a_subject_or_a_grade",
            ),
            models.UniqueConstraint(
                fields=["topic", "subject"],
                condition=models.Q(grade__isnull=True),
                name="a_topic_names_a_subject_once",
            ),
            models.UniqueConstraint(
                fields=["topic", "grade"],
                condition=models.Q(subject=""),
                name="a_topic_names_a_grade_once",
            ),
        ]

    def __str__(self):
        return str(self.get_subject_display() or self.get_grade_display())
