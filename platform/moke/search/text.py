"""How text is cut up, so that a word is found wherever it stands.

Chinese writes no spaces between words, so there are no words to index. Text is folded and
split into runs of word characters, and each run is indexed as its single characters, its
overlapping pairs and its overlapping triples: 和喜鹊 as 和, 喜, 鹊, 和喜, 喜鹊, 和喜鹊. A word of
up to three characters is one of those, and a longer one is only where all its triples are.
With pairs alone, the texts of thousands of candidates would be read through for a common
word of three. Latin letters, digits and symbols are treated alike: `ball` finds `football`.
"""

import unicodedata
from collections.abc import Iterable
from itertools import chain
from operator import add

LONGEST_GRAM = 3
"""Characters of the longest pieces that are indexed."""
LONGEST_WORDS = 60
"""Characters that a search reads; what is typed beyond them is left out."""


class _Separators(dict):
    """A table for `str.translate` that fills itself: what is no part of a word becomes a space.

    Separators are white space, punctuation, and what controls or formats; letters, marks,
    digits, symbols and emoji are parts of words.
    """

    def __missing__(self, code: int) -> int:
        category = unicodedata.category(chr(code))
        separates = category[0] in "ZP" or category in {"Cc", "Cf", "Cs"}
        self[code] = ord(" ") if separates else code
        return self[code]


_SEPARATORS = _Separators()


def fold(text: str) -> str:
    """Return the text as it is compared: width, case and compatible forms make no difference."""
    normal = unicodedata.normalize("NFKC", text)
    folded = normal.casefold()
    return normal if folded == normal else unicodedata.normalize("NFKC", folded)


def runs(text: str) -> list[str]:
    """Return the runs of word characters in the folded text, in order."""
    return fold(text).translate(_SEPARATORS).split()


def grams(of: Iterable[str]) -> list[str]:
    """Return the single characters, overlapping pairs and triples of runs, each once."""
    of = list(of)
    pairs = (map(add, run, run[1:]) for run in of)
    triples = (map(add, map(add, run, run[1:]), run[2:]) for run in of)
    return list(dict.fromkeys(chain("".join(of), *pairs, *triples)))


def words_of(typed: str) -> list[str]:
    """Return the words that somebody looks for, each once, as `runs` of what they typed.

    Only the first `LONGEST_WORDS` characters count.
    """
    return list(dict.fromkeys(runs(typed[:LONGEST_WORDS])))


def grams_of(words: Iterable[str]) -> list[str]:
    """Return the grams that a text with all of the words must hold, each once."""
    found: dict[str, None] = {}
    for word in words:
        starts = range(max(len(word) - LONGEST_GRAM + 1, 1))
        found |= dict.fromkeys(word[start : start + LONGEST_GRAM] for start in starts)
    return list(found)


def needs_proof(word: str) -> bool:
    """Whether a text may hold all grams of the word and yet not the word."""
    return len(word) > LONGEST_GRAM
