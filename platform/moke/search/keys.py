"""A subquery of keys, written by hand."""

from typing import Any

from django.db.models.expressions import Expression, RawSQL


class Keys(RawSQL):
    """SQL that selects keys of things, and names no column of the query around it.

    Django reads through raw SQL for names of the parent model's columns, and joins its table
    where it finds one, such as "title".
    """

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        return Expression.resolve_expression(self, *args, **kwargs)
