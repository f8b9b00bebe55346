"""The comments that a room's page left out, kept for the moment until its script asks for them."""

import hashlib
import json
import secrets
from collections.abc import Iterable

from django.core.cache import cache

from research.domain.queries.note import Note

KEPT_S = 60


def keep_notes(*, notes: Iterable[Note], viewer_id: int, take_id: int) -> str:
    """Keep the notes as the viewer's page has just computed them; return the word for them.

    The word is told to that viewer alone, who was let into the room when it was made: giving
    the notes out needs no second look, and a minute later they are gone.
    """
    word = secrets.token_urlsafe(12)
    cache.set(_key(word, viewer_id, take_id), as_json(notes), KEPT_S)
    return word


def find_kept_notes(*, word: str, viewer_id: int, take_id: int) -> str | None:
    """Return what was kept, as JSON, or None where it is gone or was another's."""
    return cache.get(_key(word, viewer_id, take_id)) if word else None


def as_json(notes: Iterable[Note]) -> str:
    """The notes as their room's script reads them; what is not true of one is left out."""
    true = [{name: value for name, value in note.items() if value} for note in notes]
    return json.dumps({"notes": true}, ensure_ascii=False, separators=(",", ":"))


def _key(word: str, viewer_id: int, take_id: int) -> str:
    """The word comes out of an address; its digest is fit for any cache."""
    digest = hashlib.sha256(word.encode()).hexdigest()
    return f"room-notes:{take_id}:{viewer_id}:{digest}"
