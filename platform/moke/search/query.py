"""Finding what holds somebody's words."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Model, Q, QuerySet, Value
from django.db.models.lookups import In
from modelsearch.utils import get_descendants_content_types_pks

from moke.search.backend import engine
from moke.search.keys import Keys
from moke.search.text import grams_of, needs_proof, words_of

NOTHING = Q(pk__in=[])


def matching[Q: QuerySet](queryset: Q, words: str, *, open_text: bool = False) -> Q:
    """Return those of the queryset whose indexed text holds each of the words.

    `queryset.model` is `index.Indexed`, with a number as primary key. With `open_text` only
    what the model shows to everybody who may read the object counts: its
    `AutocompleteField`s, not its `SearchField`s. Words are parts of words, whatever their
    case and width; punctuation separates them, and only the first `LONGEST_WORDS` characters
    count. Blank words find everything, and nothing but punctuation finds nothing. The order
    and all filters stay.
    """
    if not words.strip():
        return queryset
    return queryset.filter(holds(queryset.model, words, "open_text" if open_text else "text"))


def holds(model: type[Model], words: str, area: str) -> Q:
    """Return the condition that a thing's area (title, text or open_text) holds each word.

    What holds all grams is a candidate; where that is no proof, the text is looked through.
    """
    wanted = words_of(words)
    if not wanted:
        return NOTHING
    # As a bare key SQLite would fetch each found row from its table, where a lesson fills
    # pages, and Django join the table of the model's parent; as a sum it goes through an index
    # that holds all that the query needs, if there is one.
    key = F(model._meta.pk.attname) + Value(0)
    return Q(In(key, _things_with(wanted, model, area)))


def models_holding(models: Sequence[type[Model]], words: str) -> set[type[Model]]:
    """Return the models of which anything's text holds each word, whoever may see it.

    One plain query: it takes a fraction of what it costs to build those that ask who may.
    """
    wanted = words_of(words)
    if not (wanted and models):
        return set()
    keys = [_things_with(wanted, model, "text") for model in models]
    parts = [f"SELECT {n} WHERE EXISTS ({of.sql})" for n, of in enumerate(keys)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [value for of in keys for value in of.params])
        return {models[n] for (n,) in cursor.fetchall()}


def title_holds(model: type[Model], words: str) -> ExpressionWrapper:
    """Return, to order by, whether the title alone holds each word."""
    return ExpressionWrapper(holds(model, words, "title"), BooleanField())


def _things_with(wanted: list[str], model: type[Model], area: str) -> Keys:
    proofs = [word for word in wanted if needs_proof(word)]
    types = get_descendants_content_types_pks(model)
    return engine().things_with(grams_of(wanted), proofs, area, types)
