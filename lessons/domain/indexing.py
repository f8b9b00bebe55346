"""Keeping the search index in step with what lessons show of others."""

from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend

from lessons.models import LessonPage

CHUNK = 200


def index_lessons(*, lessons: QuerySet[LessonPage]) -> None:
    """Index lessons anew. Doing it twice does no harm."""
    backend = get_search_backend()
    ids = list(lessons.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        some = LessonPage.get_indexed_objects().filter(pk__in=ids[start : start + CHUNK])
        backend.add_bulk(LessonPage, list(some))
