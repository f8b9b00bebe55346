from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Assent(models.Model):
    """That somebody agrees with a comment (赞同). Set by `research.domain.assent`."""

    comment = models.ForeignKey("research.Comment", models.CASCADE, related_name="assents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("agreement with a comment")
        verbose_name_plural = _("agreements with comments")
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="each_agrees_once")
        ]

    def __str__(self):
        return f"{self.person_id} · {self.comment_id}"
