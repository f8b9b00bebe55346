from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reply(models.Model):
    """A word on a comment. Written, edited and deleted by `research.domain.reply`.

    `said_change` is the number of the comment's change that brought it.
    """

    comment = models.ForeignKey("research.Comment", models.CASCADE, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.TextField(_("reply"), max_length=5000)
    said_change = models.PositiveIntegerField(default=0, editable=False)
    token = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["author", "token"], name="a_reply_is_written_once")
        ]

    def __str__(self):
        return self.body[:40]
