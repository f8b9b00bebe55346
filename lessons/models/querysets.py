from wagtail.models import PageManager
from wagtail.query import PageQuerySet


class LessonQuerySet(PageQuerySet):
    """Lessons, filtered by adjectives."""

    def by(self, person):
        """Lessons that the person wrote."""
        return self.filter(author=person)


LessonManager = PageManager.from_queryset(LessonQuerySet)
