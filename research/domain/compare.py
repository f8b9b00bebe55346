"""How two texts differ, word by word, or in Chinese character by character."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from diff_match_patch import diff_match_patch

PATIENCE_S = 0.5
"""After so long a comparison is told as it is, with coarser pieces."""
CONTEXT = 24
"""Characters that are shown of what stays the same, on each side of a change."""

WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]{2,}")
"""Letters or figures that are one word. Chinese is compared character by character."""
FIRST_SIGN = 0xF0000
"""Longer words are compared as single signs; those from here on are for private use."""


class Fate(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


FATES = {
    diff_match_patch.DIFF_EQUAL: Fate.SAME,
    diff_match_patch.DIFF_INSERT: Fate.ADDED,
    diff_match_patch.DIFF_DELETE: Fate.REMOVED,
}


@dataclass(frozen=True)
class Piece:
    """A run of text with one fate."""

    fate: Fate
    text: str


def compare_texts(before: str, after: str) -> list[Piece]:
    """Return the pieces of both texts in reading order; nothing where they are the same.

    A word or a number is never torn apart, Chinese is compared by character. Pieces are grouped
    as people read them: no single characters that happen to be the same between two changes.
    """
    if before == after:
        return []
    differ = diff_match_patch()
    differ.Diff_Timeout = PATIENCE_S
    signs: dict[str, str] = {}
    found = differ.diff_main(_as_signs(before, signs), _as_signs(after, signs), checklines=False)
    differ.diff_cleanupSemantic(found)
    words = {sign: word for word, sign in signs.items()}
    return [
        Piece(FATES[fate], "".join(words.get(sign, sign) for sign in run)) for fate, run in found
    ]


def shorten(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave the ends of what stays the same, which stand beside a change."""
    return [_shorten(piece, at, len(pieces)) for at, piece in enumerate(pieces)]


def _as_signs(text: str, signs: dict[str, str]) -> str:
    """Write the text with a sign for each longer word; new words get new signs."""

    def sign_of(found: re.Match[str]) -> str:
        return signs.setdefault(found[0], chr(FIRST_SIGN + len(signs)))

    return WORD.sub(sign_of, text)


def _shorten(piece: Piece, at: int, pieces: int) -> Piece:
    """Leave of what stays the same what stands beside a change."""
    if piece.fate != Fate.SAME or len(piece.text) <= 2 * CONTEXT:
        return piece
    head = "" if at == 0 else piece.text[:CONTEXT]
    tail = "" if at == pieces - 1 else piece.text[-CONTEXT:]
    return Piece(Fate.SAME, f"{head} … {tail}".strip())
