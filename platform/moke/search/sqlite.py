"""The search index on SQLite: grams in a full-text table of their own."""

from django.db import connections
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)

from moke.search.compiler import GramCompiler, OpenGramCompiler
from moke.search.index import GramIndex, Texts
from moke.search.keys import Keys
from moke.search.text import grams

COLUMNS = {"title": "title", "text": "{title body}", "open_text": "autocomplete"}


def things_with(grams: list[str], proofs: list[str], area: str, types: list[int]) -> Keys:
    """Select the keys of things of some content types by what their area holds.

    It holds all grams and, where they prove nothing yet, each of the words in `proofs`. Grams
    hold no quotes, so each stands as a quoted string of FTS5.
    """
    quoted = " AND ".join(f'"{gram}"' for gram in grams)
    # A cross join keeps the order of the tables: SQLite would read all entries first.
    sql = "SELECT CAST(entries.object_id AS integer) FROM moke_search_grams"
    sql += " CROSS JOIN wagtailsearch_indexentry entries ON entries.id = moke_search_grams.rowid"
    if proofs:
        sql += " CROSS JOIN moke_search_indexedtext texts ON texts.entry_id = entries.id"
    sql += " WHERE moke_search_grams MATCH %s"
    sql += f" AND entries.content_type_id IN ({', '.join('%s' for _type in types)})"
    sql += "".join(f" AND instr(texts.{area}, %s) > 0" for _word in proofs)
    return Keys(sql, [f"{COLUMNS[area]} : ({quoted})", *types, *proofs])


class Index(GramIndex, SQLiteIndex):
    """Entries stay bare: their own full-text table would index words."""

    entry_fields = ("title_norm",)

    def entry_of(self, texts: Texts) -> dict:
        return {"title": ""}

    def write_grams(self, indexed: dict[int, Texts]) -> None:
        rows = [
            (pk, _joined(of.title), _joined(of.body), _joined(of.open_text))
            for pk, of in indexed.items()
        ]
        with connections[self.write_connection.alias].cursor() as cursor:
            cursor.executemany(
                "INSERT OR REPLACE INTO moke_search_grams (rowid, title, body, autocomplete)"
                " VALUES (%s, %s, %s, %s)",
                rows,
            )


def _joined(words: list[str]) -> str:
    return " ".join(grams(words))


class SearchCompiler(GramCompiler, SQLiteSearchQueryCompiler):
    """Wagtail's searches."""


class AutocompleteCompiler(OpenGramCompiler, SQLiteAutocompleteQueryCompiler):
    """Wagtail's searches while somebody types, as in its admin and its choosers."""


class SearchBackend(SQLiteSearchBackend):
    """Wagtail's search over grams on SQLite."""

    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
