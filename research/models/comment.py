from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from research.enums import CommentKind


class Comment(models.Model):
    """A remark (议课意见) bound to a moment, or with an end to a span, of a take.

    Written, edited and deleted by `research.domain.comment`. A deleted one stays as a
    trace without its words; a private one is its author's alone. `change` grows with every
    change to a take's comments, replies and verdicts, so that open rooms fetch only news.
    """

    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    kind = models.CharField(_("kind"), max_length=12, choices=CommentKind)
    start_ms = models.PositiveIntegerField(_("moment"))
    end_ms = models.PositiveIntegerField(_("end of the span"), null=True, blank=True)
    body = models.TextField(_("comment"), max_length=5000)
    private = models.BooleanField(_("only for me"), default=False)
    change = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["start_ms", "id"]
        indexes = [models.Index(fields=["take", "change"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_ms__isnull=True) | models.Q(end_ms__gt=models.F("start_ms")),
                name="a_span_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return self.body[:40]
