from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from moke.ui.rich_text import to_plain
from research.models.querysets import TopicQuerySet


class Topic(index.Indexed, models.Model):  # type: ignore[django-manager-missing]  # of Wagtail
    """A discussion (专题研讨) across schools, grades and subjects.

    Opened, edited, closed and deleted by `research.domain.topic`; its first post is the
    opening. `change` is numbered by `research.domain.change`: whatever happens in the topic
    takes the next number, so that open pages fetch only news. `spoken_at` and the counts are
    kept by `research.domain.change.settle_topic`. Saving puts the topic into the search
    index anew, with the words of all its posts.
    """

    title = models.CharField(_("title"), max_length=80)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="topics", editable=False
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    spoken_at = models.DateTimeField(_("last spoken"), null=True, db_index=True, editable=False)
    answer_count = models.PositiveIntegerField(default=0, editable=False)
    clip_count = models.PositiveIntegerField(default=0, editable=False)
    change = models.PositiveIntegerField(default=0, editable=False)

    objects = TopicQuerySet.as_manager()

    search_fields = [
        index.SearchField("title"),
        index.SearchField("words"),
        index.AutocompleteField("title"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["-spoken_at", "-id"]

    def __str__(self):
        return self.title

    @property
    def words(self):
        """What is said in it, without marks, for the search index."""
        bodies = self.posts.exclude(deleted_at__isnull=False).values_list("body", flat=True)
        return "\n".join(to_plain(body) for body in bodies)

    @property
    def is_closed(self):
        return self.closed_at is not None

    @property
    def subjects(self):
        """Codes of the subjects that it is for; none means all."""
        return [one.subject for one in self.audience.all() if one.subject]

    @property
    def grades(self):
        """The grades that it is for, from below; none means all."""
        return sorted(one.grade for one in self.audience.all() if one.grade)
