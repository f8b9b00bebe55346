"""People who are spoken to by name, with an @ before it, in comments and replies."""

import re
from collections.abc import Collection, Iterator
from typing import TypedDict

from research.domain.queries.mention import people_in_room
from research.models import Comment, Mention, Reply

SIGN = re.compile("[@＠]")


class Piece(TypedDict):
    """A part of what somebody says; `named` where it is the name of who is spoken to."""

    text: str
    named: bool


def keep_mentions(*, comment: Comment, change: int, reply: Reply | None = None) -> None:
    """Bring in step with the words who is spoken to in a comment, or in a reply to it.

    `change` is the number of what happened to the words.
    Only people who may enter the room are, and nobody speaks to themself. Of two with the same
    name both are meant.
    """
    said = reply or comment
    named = set[int]()
    if SIGN.search(said.body):
        people = people_in_room(take=comment.take).exclude(pk=said.author_id)
        keys = [(str(person), person.pk) for person in people]
        spoken_to = set(_names_in(said.body, {name for name, _pk in keys}))
        named = {pk for name, pk in keys if name in spoken_to}
    known = Mention.objects.filter(comment=comment, reply=reply)
    known.exclude(person__in=named).delete()
    missing = named - set(known.values_list("person", flat=True))
    Mention.objects.bulk_create(
        Mention(comment=comment, reply=reply, person_id=pk, change=change) for pk in sorted(missing)
    )


def split_at_names(*, body: str, names: Collection[str]) -> list[Piece]:
    """Return the words in pieces, where the names that are spoken to stand alone.

    Nothing where there are no names: then the words are one piece.
    """
    if not names:
        return []
    parts = _pattern(names).split(body)
    return [Piece(text=text, named=bool(place % 2)) for place, text in enumerate(parts) if text]


def _names_in(body: str, names: Collection[str]) -> Iterator[str]:
    if names:
        yield from (found[1:] for found in _pattern(names).findall(body))


def _pattern(names: Collection[str]) -> re.Pattern:
    """The longest name first: who is called 王芳华 is not 王芳."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(f"([@＠](?:{'|'.join(map(re.escape, longest_first))}))")
