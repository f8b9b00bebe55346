"""The search index on PostgreSQL: grams in the vectors of the entries, without positions."""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from moke.search.compiler import GramCompiler, OpenGramCompiler
from moke.search.index import GramIndex, Texts
from moke.search.keys import Keys
from moke.search.text import grams

FINDING = {
    "title": "SELECT thing FROM moke_search_title(%s::tsquery, %s, %s::text[]) thing",
    "text": "SELECT thing FROM moke_search_body(%s::tsquery, %s, %s::text[]) thing",
    "open_text": "SELECT thing FROM moke_search_autocomplete(%s::tsquery, %s, %s::text[]) thing",
}


def things_with(grams: list[str], proofs: list[str], area: str, types: list[int]) -> Keys:
    """Select the keys of things of some content types by what their area holds.

    It holds all grams and, where they prove nothing yet, each of the words in `proofs`. Grams
    hold no quotes and no backslashes, so each stands as a quoted lexeme; the query is cast,
    never parsed, since a parser would cut the grams up again.
    """
    asked = " & ".join(f"'{gram}'" for gram in grams)
    return Keys(FINDING[area], [asked, types, proofs])


class Index(GramIndex, PostgresIndex):
    """The vector `body` holds the title too, so that one index finds words of both."""

    entry_fields = ("title", "body", "autocomplete")

    def entry_of(self, texts: Texts) -> dict:
        return {
            "title": _vector(texts.title),
            "body": _vector(texts.title + texts.body),
            "autocomplete": _vector(texts.open_text),
        }


def _vector(words: list[str]) -> Cast:
    quoted = " ".join(f"'{gram}'" for gram in grams(words))
    return Cast(Value(quoted), SearchVectorField())


class SearchCompiler(GramCompiler, PostgresSearchQueryCompiler):
    """Wagtail's searches."""


class AutocompleteCompiler(OpenGramCompiler, PostgresAutocompleteQueryCompiler):
    """Wagtail's searches while somebody types, as in its admin and its choosers."""


class SearchBackend(PostgresSearchBackend):
    """Wagtail's search over grams on PostgreSQL."""

    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
