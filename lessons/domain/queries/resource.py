"""Files of the library: what is listed, found and counted for whom."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from lessons.models import Resource
from moke.accounts.anybody import Anybody
from moke.search.query import matching


def resources(*, person: Anybody, wishes: Mapping) -> QuerySet[Resource]:
    """Return the files that the person may read and wishes to see, the newest first.

    `wishes` may hold words, kind, subject, grade and school. A file for all grades serves
    every grade.
    """
    found = Resource.objects.visible_to(person).select_related("school", "added_by")
    for name in ("kind", "subject", "school"):
        if wish := wishes.get(name):
            found = found.filter(**{name: wish})
    if grade := wishes.get("grade"):
        found = found.filter(Q(grade=grade) | Q(grade=None))
    return matching(found, wishes.get("words") or "").order_by("-added_at", "-pk")


def resources_holding(person: Anybody, words: str) -> QuerySet[Resource]:
    """Return the files with these words that the person may read."""
    return matching(Resource.objects.visible_to(person), words)


def find_resource(*, person: Anybody, key: UUID) -> Resource | None:
    """Return the file with its school and who added it, None where the person must not know."""
    readable = Resource.objects.visible_to(person).select_related("school", "added_by")
    return readable.filter(key=key).first()
