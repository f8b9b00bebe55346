"""Wagtail's own searches, in its admin and choosers, over grams."""

import operator
from functools import reduce

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText

from moke.search.query import NOTHING, holds, title_holds
from moke.search.text import words_of


class GramCompiler:
    """Mixed into a query compiler of modelsearch, asks for grams in place of words.

    Hits in the title come first, then the newest; modelsearch's weights are worked out for
    each row anew, which is slow.
    """

    area = "text"

    def search(self, config, start, stop, score_field=None, backend=None) -> QuerySet:
        """Return the slice of the queryset that the query finds."""
        found = self.queryset.filter(self._condition(self.query))  # type: ignore[attr-defined]
        in_title = self._in_title()
        if score_field is not None:
            found = found.annotate(**{score_field: in_title})
        if self.order_by_relevance:  # type: ignore[attr-defined]
            found = found.order_by(in_title.desc(), "-pk")
        elif not found.query.order_by:
            found = found.order_by("-pk")
        return found[start:stop]

    def _condition(self, query) -> Q:
        match query:
            case MatchAll():
                condition = Q()
            case Not(subquery=MatchAll()):
                condition = NOTHING
            case Not():
                condition = ~self._condition(query.subquery)
            case Boost():
                condition = self._condition(query.subquery)
            case And():
                condition = reduce(operator.and_, map(self._condition, query.subqueries))
            case Or():
                condition = reduce(operator.or_, map(self._condition, query.subqueries))
            case PlainText(operator="or") | Fuzzy(operator="or"):
                words = words_of(query.query_string)
                condition = reduce(operator.or_, map(self._holds, words), NOTHING)
            case PlainText() | Fuzzy() | Phrase():
                condition = self._holds(query.query_string)
            case _:
                raise NotImplementedError(f"{type(query).__name__} is not supported.")
        return condition

    def _holds(self, words: str) -> Q:
        area = "title" if self.fields == ["title"] else self.area  # type: ignore[attr-defined]
        return holds(self.queryset.model, words, area)  # type: ignore[attr-defined]

    def _in_title(self) -> ExpressionWrapper:
        words = getattr(self.query, "query_string", "")  # type: ignore[attr-defined]
        if words_of(words):
            return title_holds(self.queryset.model, words)  # type: ignore[attr-defined]
        return ExpressionWrapper(Value(value=False), BooleanField())


class OpenGramCompiler(GramCompiler):
    """Searches what everybody may read who may read the thing."""

    area = "open_text"
