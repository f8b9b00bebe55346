"""Showing where words were found: marked in a line, or in an excerpt around them."""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from moke.search.text import fold

AROUND = 14
"""Characters that an excerpt shows before the first hit."""
EXCERPT = 46
"""Characters of an excerpt."""
GAPS = re.compile(r"\s+")


class Marker:
    """Finds folded words in text as it was written, and marks them."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(words, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, self.words)), re.IGNORECASE)

    def held_by(self, text: str) -> set[str]:
        """Return those of the words that the text holds."""
        missing = [word for word in self.words if word not in text]
        folded = fold(text) if missing else ""
        return {word for word in self.words if word not in missing or word in folded}

    def mark(self, text: str) -> SafeString:
        """Return the text as HTML with each hit in `<mark>`."""
        parts, last = [], 0
        for start, end in self._places(text):
            parts += [escape(text[last:start]), f"<mark>{escape(text[start:end])}</mark>"]
            last = end
        return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308  # all escaped

    def excerpt(self, text: str) -> SafeString:
        """Return a line around the first hit, as HTML with the hits marked."""
        text = GAPS.sub(" ", text).strip()
        places = self._places(text)
        first = places[0][0] if places else 0
        start = max(first - AROUND, 0)
        end = start + EXCERPT
        line = self.mark(text[start:end])
        return mark_safe(f"{'…' * (start > 0)}{line}{'…' * (end < len(text))}")  # noqa: S308

    def _places(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand. Most do as they are; others only when the text is folded."""
        if not self.words:
            return []
        places = [hit.span() for hit in self._pattern.finditer(text)]
        if places or not self.held_by(text):
            return places
        letters = [fold(letter) for letter in text]
        origin = [at for at, folded in enumerate(letters) for _part in folded]
        hits = self._pattern.finditer("".join(letters))
        return [(origin[hit.start()], origin[hit.end() - 1] + 1) for hit in hits]
