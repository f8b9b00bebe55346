from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Post(models.Model):
    """What somebody says in a topic: the opening, or an answer to it.

    Written, edited and deleted by `research.domain.post`, which keeps `body` clean as
    `moke.ui.rich_text` says. A deleted one stays as a trace without words and clips. `change`
    is that of the topic when it last changed; `token` is made by whoever sends the post, so
    that sending twice writes once.
    """

    topic = models.ForeignKey("research.Topic", models.CASCADE, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    body = models.TextField(_("text"), blank=True)
    is_opening = models.BooleanField(default=False, editable=False)
    token = models.UUIDField(null=True, editable=False)
    change = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["id"]
        indexes = [models.Index(fields=["topic", "change"])]
        constraints = [
            models.UniqueConstraint(fields=["author", "token"], name="a_post_is_written_once"),
            models.UniqueConstraint(
                fields=["topic"],
                condition=models.Q(is_opening=True),
                name="a_topic_opens_once",
            ),
        ]

    def __str__(self):
        return f"{self.author}: {self.topic}"

    @property
    def is_deleted(self):
        return self.deleted_at is not None
