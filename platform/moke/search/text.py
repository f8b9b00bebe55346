"""How text is cut up, so that a word is found wherever it stands.

Chinese writes no spaces between words, so there are no words to index. Text is folded and
split into runs of word characters, and each run is indexed as its single characters and its
overlapping pairs: 和喜鹊 as 和, 喜, 鹊, 和喜, 喜鹊. A word of one character is one of the first,
a word of two is one of the second, and a longer one can only be where all its pairs are.
Latin letters, digits and symbols are treated alike, so `ball` finds `football`.
"""

import unicodedata
from collections.abc import Iterable
from itertools import chain
from operator import add

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
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def runs(text: str) -> list[str]:
    """Return the runs of word characters in the folded text, in order."""
    return fold(text).translate(_SEPARATORS).split()


def grams(of: Iterable[str]) -> list[str]:
    """Return the single characters and overlapping pairs of runs, each once."""
    of = list(of)
    pairs = chain.from_iterable(map(add, run, run[1:]) for run in of)
    return list(dict.fromkeys(chain("".join(of), pairs)))


def words_of(typed: str) -> list[str]:
    """Return the words that somebody looks for, each once, as `runs` of what they typed.

    Only the first `LONGEST_WORDS` characters count.
    """
    return list(dict.fromkeys(runs(typed[:LONGEST_WORDS])))


def grams_of(words: Iterable[str]) -> list[str]:
    """Return the grams that a text with all of the words must hold, each once."""
    pairs = (map(add, word, word[1:]) if len(word) > 1 else [word] for word in words)
    return list(dict.fromkeys(chain.from_iterable(pairs)))


def needs_proof(word: str) -> bool:
    """Whether a text may hold all grams of the word and yet not the word."""
    return len(word) > 2  # noqa: PLR2004  # a single character or a pair is its own gram
