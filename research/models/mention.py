from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Mention(models.Model):
    """That a comment, or a reply to it, speaks to somebody by name.

    Kept by `research.domain.mention` in step with the words. `change` is the number with which
    the name was written; `told_at` says when a letter about it went out.
    """

    comment = models.ForeignKey("research.Comment", models.CASCADE, related_name="mentions")
    reply = models.ForeignKey(
        "research.Reply", models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    change = models.PositiveIntegerField()
    named_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "person"],
                condition=models.Q(reply=None),
                name="a_comment_mentions_once",
            ),
            models.UniqueConstraint(fields=["reply", "person"], name="a_reply_mentions_once"),
        ]

    def __str__(self):
        return f"{self.person_id} · {self.comment_id}"
