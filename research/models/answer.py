from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.Model):
    """The second of a later take that answers a comment.

    Linked by `research.domain.answer.link_answer`, which keeps the take later than the
    comment's.
    """

    comment = models.OneToOneField("research.Comment", models.CASCADE, related_name="answer")
    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="answers")
    at_ms = models.PositiveIntegerField(_("moment"))
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self):
        return f"{self.take} {self.at_ms} ms"
