"""Words with their times as captions: short lines that end where a speaker pauses."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

LINE_WIDTH = 20.0
"""In Chinese characters; a Latin letter is half as wide."""
LONGEST_S = 6.0
SHORTEST_S = 1.0
PAUSE_S = 0.7
STOPS = "。！？!?…"
HALTS = "，、；：,;:"
LATIN_STOP = "."
OPENING = {"Ps", "Pi"}
CLOSING = {"Po", "Pe", "Pf", "Pd"}
"""What the word after, and the one before, is not parted from: Unicode's kinds of signs."""


@dataclass(frozen=True)
class Cue:
    """Words and the seconds from and to which they are shown."""

    start_s: float
    end_s: float
    words: str


@dataclass(frozen=True)
class Piece:
    """What an engine heard, no longer than a word; a space in front begins a new one."""

    start_s: float
    end_s: float
    text: str


def parted(text: str) -> str:
    """Return a text so that it does not grow together with the word before it."""
    return text if _is_wide(text[:1] or " ") else f" {text}"


def spread(text: str, *, start_s: float, end_s: float) -> list[Piece]:
    """Return the pieces of a text of which only start and end are known, each as long as wide."""
    texts = list(_split(text))
    share_s = (end_s - start_s) / (sum(map(_width, texts)) or 1)
    pieces, at_s = [], start_s
    for part in texts:
        pieces.append(Piece(at_s, at_s + _width(part) * share_s, part))
        at_s = pieces[-1].end_s
    return pieces


def cut_into_cues(heard: Sequence[Piece]) -> tuple[Cue, ...]:
    """Return what was heard as captions of one line each, in the order of the recording.

    A line ends with its sentence, before a pause, or where it would be too wide or stand too
    long: then behind the last comma of its second half, else at its longest pause.
    """
    lines: list[list[Piece]] = []
    line: list[Piece] = []
    for word in _words(heard):
        while line and _is_over(line, word):
            at = _place_to_break(line, word)
            lines.append(line[:at])
            line = line[at:]
        line = [*line, word]
    lines.append(line)
    cues = [cue for line in lines if (cue := _cue(line))]
    return tuple(_long_enough(cues))


def _split(text: str) -> Iterator[str]:
    """Split at Chinese characters and before spaces; what closes a word stays with it."""
    part = ""
    for character in text:
        opens = character.isspace() or _is_wide(character) or (part and _is_wide(part[-1]))
        if part and opens and not _is_held(part, character):
            yield part
            part = ""
        part += character
    if part:
        yield part


def _words(heard: Sequence[Piece]) -> Iterator[Piece]:
    """Put the pieces of one word together, and signs to the word before them."""
    word: Piece | None = None
    for piece in filter(lambda piece: piece.text, heard):
        if word and _belongs_to(word, piece):
            word = Piece(word.start_s, piece.end_s, word.text + piece.text)
            continue
        if word:
            yield word
        word = piece
    if word:
        yield word


def _belongs_to(word: Piece, piece: Piece) -> bool:
    if _is_held(word.text, piece.text[0]):
        return True
    return not (piece.text[0].isspace() or _is_wide(piece.text[0]) or _is_wide(word.text[-1]))


def _is_held(before: str, character: str) -> bool:
    kind = unicodedata.category
    return kind(character) in CLOSING or kind(before[-1]) in OPENING


def _is_over(line: list[Piece], word: Piece) -> bool:
    last = line[-1]
    said = last.text.rstrip()
    if said.endswith(tuple(STOPS)) or (said.endswith(LATIN_STOP) and word.text[:1].isspace()):
        return True
    if word.start_s - last.end_s >= PAUSE_S:
        return True
    width = sum(_width(piece.text) for piece in line) + _width(word.text)
    return width > LINE_WIDTH or word.end_s - line[0].start_s > LONGEST_S


def _place_to_break(line: list[Piece], word: Piece) -> int:
    """Return how many words of the line stand before its end."""
    ends_here = _is_stop(line[-1]) or word.start_s - line[-1].end_s >= PAUSE_S
    half = len(line) // 2
    if ends_here or half < 1:
        return len(line)
    for at in range(len(line), half, -1):
        if line[at - 1].text.rstrip().endswith(tuple(HALTS)):
            return at
    pauses = [later.start_s - earlier.end_s for earlier, later in pairwise([*line, word])]
    return max(range(half, len(line)), key=lambda at: (round(pauses[at], 2), at)) + 1


def _is_stop(piece: Piece) -> bool:
    return piece.text.rstrip().endswith((*STOPS, LATIN_STOP))


def _cue(line: list[Piece]) -> Cue | None:
    words = " ".join("".join(piece.text for piece in line).split())
    if not any(character.isalnum() for character in words):
        return None
    return Cue(line[0].start_s, line[-1].end_s, words)


def _long_enough(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Let a short one stand until it can be read, or the next begins."""
    for cue, following in zip_longest(cues, cues[1:]):
        end_s = max(cue.end_s, cue.start_s + SHORTEST_S)
        if following:
            end_s = min(end_s, following.start_s)
        yield Cue(round(cue.start_s, 3), round(end_s, 3), cue.words)


def _width(text: str) -> float:
    return sum(1.0 if _is_wide(character) else 0.5 for character in text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}
