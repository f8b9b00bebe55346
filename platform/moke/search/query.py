"""Finding what holds somebody's words."""

from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend


def matching[Q: QuerySet](queryset: Q, words: str, *, open_text: bool = False) -> Q:
    """Return those of the queryset whose indexed text holds each of the words.

    `queryset.model` is `index.Indexed`. With `open_text` only what the model shows to
    everybody who may read the object counts: its `AutocompleteField`s, not its
    `SearchField`s. Blank words find everything. The order and all filters stay.
    """
    if not words.strip():
        return queryset
    backend = get_search_backend()
    find = backend.autocomplete if open_text else backend.search
    found = find(words, queryset.order_by(), order_by_relevance=False)
    return queryset.filter(pk__in=[one.pk for one in found])
