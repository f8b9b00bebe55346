"""Tags as rooms show them."""

from typing import Any, TypedDict

from django.db.models import CharField, OuterRef, StringAgg, Subquery, Value
from django.db.models.functions import Cast, Concat

from research.models import CommentTag, Tag
from research.models.querysets import ONE_A_LINE
from research.models.tag import name_in

BETWEEN = "\t"
"""Stands in no name: fields of one line take it away."""


class NoteTag(TypedDict):
    id: int
    name: str


def offered_tags() -> list[NoteTag]:
    """What comments may be tagged with, in the district's order."""
    return [NoteTag(id=tag.pk, name=str(tag)) for tag in Tag.objects.offered()]


def tags_of_each() -> Subquery:
    """Return, as a subquery, the tags of each comment, as `read_tags` reads them."""
    rows = CommentTag.objects.filter(comment=OuterRef("pk")).order_by().values("comment")
    return Subquery(rows.values(said=StringAgg(_line("tag__"), ONE_A_LINE)))


def tags_on_offer() -> Subquery:
    """Return, as a subquery, what `offered_tags` says, as `read_tags` reads it."""
    rows = Tag.objects.offered().order_by().values("is_offered")
    return Subquery(rows.values(said=StringAgg(_line(""), ONE_A_LINE)))


def read_tags(said: str | None) -> list[NoteTag]:
    """Return the tags of a subquery, in the district's order."""
    rows = [line.split(BETWEEN) for line in (said or "").splitlines()]
    rows.sort(key=lambda row: (int(row[0] or 0), int(row[1])))
    return [NoteTag(id=int(pk), name=name_in(zh=zh, en=en)) for _order, pk, zh, en in rows]


def _line(tag: str) -> Any:
    order = Cast(f"{tag}sort_order", CharField())
    pk = Cast(f"{tag}pk" if not tag else "tag_id", CharField())
    between = Value(BETWEEN)
    return Concat(order, between, pk, between, f"{tag}name_zh", between, f"{tag}name_en")
