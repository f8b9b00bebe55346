from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from research.enums import ACCEPTED, WANTS_VERDICT, CommentKind
from research.models.querysets import CommentQuerySet


class Comment(models.Model):
    """A remark (议课意见) bound to a moment, or with an end to a span, of a take.

    Written, edited and deleted by `research.domain.comment`. A deleted one stays as a
    trace without its words; a private one is its author's alone. `change` is numbered
    through the lesson by `research.domain.change`: whatever happens to a comment, its replies,
    verdict or answer gives it the next number, so that open rooms fetch only news. `said_change`
    is the number with which colleagues could first read it. `token` is made by whoever sends
    the comment, so that sending twice writes once.
    """

    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    kind = models.CharField(_("kind"), max_length=12, choices=CommentKind)
    start_ms = models.PositiveIntegerField(_("moment"))
    end_ms = models.PositiveIntegerField(_("end of the span"), null=True, blank=True)
    body = models.TextField(_("comment"), max_length=5000)
    private = models.BooleanField(_("only for me"), default=False)
    token = models.UUIDField(null=True, editable=False)
    change = models.PositiveIntegerField(default=0, editable=False)
    said_change = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()
    agreed: int
    """How many agree, where a query has counted them."""
    tag_names: list[str]
    """What its tags are called, where a query has told them."""
    tag_keys: set[int]
    tags: list[Any]
    enclosed: list[Any]
    """As `research.domain.queries` tell them of a note, where a query has told them."""

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["start_ms", "id"]
        indexes = [models.Index(fields=["take", "change"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_ms__isnull=True) | models.Q(end_ms__gt=models.F("start_ms")),
                name="a_span_ends_after_it_starts",
            ),
            models.UniqueConstraint(fields=["author", "token"], name="a_comment_is_written_once"),
        ]

    def __str__(self):
        return self.body[:40]

    @property
    def is_shared(self):
        return not self.private and self.deleted_at is None

    @property
    def is_awaiting_verdict(self):
        """Whether it wants a verdict, as `CommentQuerySet.wanting_verdict` says, and has none."""
        return self.is_shared and self.kind in WANTS_VERDICT and not hasattr(self, "verdict")

    @property
    def is_open(self):
        """What `CommentQuerySet.open` says, of one comment."""
        if not self.is_shared or self.kind not in WANTS_VERDICT:
            return False
        if not hasattr(self, "verdict"):
            return True
        return self.verdict.choice in ACCEPTED and not hasattr(self, "answer")
