"""Pictures and voice notes as rooms and records show them."""

from typing import Any, TypedDict
from uuid import UUID

from django.db.models import CharField, OuterRef, StringAgg, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from moke.ui.clock import write_clock
from research.domain.queries.tag import BETWEEN
from research.enums import EnclosureKind
from research.models import Comment, Enclosure
from research.models.querysets import ONE_A_LINE

FIELDS = ("pk", "key", "kind", "width_px", "height_px", "duration_ms", "description")


class NoteEnclosure(TypedDict):
    """`words` say what a picture shows, or else whose it is, and how long a voice note is."""

    key: str
    kind: str
    words: str
    width: int
    height: int


def enclosures_of_each() -> Subquery:
    """Return, as a subquery, what goes with each comment, as `read_enclosures` reads it."""
    rows = Enclosure.objects.filter(comment=OuterRef("pk")).order_by().values("comment")
    fields: list[Any] = [Cast(name, CharField()) for name in FIELDS]
    line = [part for field in fields for part in (Value(BETWEEN), field)][1:]
    return Subquery(rows.values(said=StringAgg(Concat(*line), ONE_A_LINE)))


def read_enclosures(said: str | None, *, author: str) -> list[NoteEnclosure]:
    """Return what a subquery told of a comment, in the order in which it was sent."""
    rows = [line.split(BETWEEN) for line in (said or "").splitlines()]
    rows.sort(key=lambda row: int(row[0]))
    return [_enclosure(row, author) for row in rows]


def enclosed_with(*, comment: Comment) -> list[NoteEnclosure]:
    """Return what goes with one comment."""
    known = Comment.objects.filter(pk=comment.pk).annotate(sent=enclosures_of_each())
    return read_enclosures(known.values_list("sent", flat=True).get(), author=str(comment.author))


def _enclosure(row: list[str], author: str) -> NoteEnclosure:
    _pk, key, kind, width, height, duration_ms, description = row
    if kind == EnclosureKind.VOICE:
        words = _("Voice note, %(length)s") % {"length": write_clock(int(duration_ms) / 1000)}
    else:
        words = description or _("Picture by %(name)s") % {"name": author}
    return NoteEnclosure(
        key=str(UUID(key)), kind=kind, words=words, width=int(width), height=int(height)
    )
