"""What an observer watches, in words."""

from collections.abc import Sequence

from django import template

from research.domain.portion import read_portion
from research.domain.queries.topic import say_list

register = template.Library()


@register.filter
def viewpoints(stored: Sequence[Sequence[str]]) -> str:
    """Name the viewpoints of a portion in a line."""
    return say_list(str(point) for point in read_portion(stored))
