from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

MOST_OFFERED = 12


class TagQuerySet(models.QuerySet):
    """Tags, filtered by adjectives."""

    def offered(self):
        """To be put on comments."""
        return self.filter(is_offered=True)


class Tag(Orderable):
    """What a district tells comments apart by (标签), in its order.

    Curators keep them in Wagtail's admin. One that comments carry is not deleted but offered
    no longer: comments keep it.
    """

    name_zh = models.CharField(_("name in Chinese"), max_length=12, unique=True)
    name_en = models.CharField(_("name in English"), max_length=24, unique=True)
    is_offered = models.BooleanField(
        _("is offered to reviewers"),
        default=True,
        help_text=_("Take the tick away to retire a tag: comments that carry it keep it."),
    )

    objects = TagQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("name_zh"), FieldPanel("name_en")]),
        FieldPanel("is_offered"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self):
        return name_in(zh=self.name_zh, en=self.name_en)

    def clean(self):
        others = Tag.objects.offered().exclude(pk=self.pk).count()
        if self.is_offered and others >= MOST_OFFERED:
            message = _("There are %(most)d tags on offer, which is the most. Retire one first.")
            raise ValidationError({"is_offered": message % {"most": MOST_OFFERED}})


class CommentTag(models.Model):
    """A tag on a comment. Kept by `research.domain.tag`."""

    comment = models.ForeignKey("research.Comment", models.CASCADE, related_name="comment_tags")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="comment_tags")

    class Meta:
        verbose_name = _("tag of a comment")
        verbose_name_plural = _("tags of comments")
        constraints = [
            models.UniqueConstraint(fields=["comment", "tag"], name="a_comment_carries_a_tag_once")
        ]

    def __str__(self):
        return f"{self.comment_id} · {self.tag_id}"


def name_in(*, zh: str, en: str) -> str:
    """Return which of a tag's names is read in the language of the moment."""
    return zh if (get_language() or "").startswith("zh") else en
