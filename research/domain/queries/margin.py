"""What of a room's comments its page shows first, and what it says of the others."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

from moke.backends.collation import key_in_chinese_order
from research.domain.queries.note import WAITING, Note

FIRST_SHOWN = 20
"""Comments that a room's page brings along; its script fetches the others."""

CROWDED = 600
"""Comments of which a room's page fetches no more than it shows first."""
BEFORE_THE_MOMENT = 6
LANES = 3
PIN_PX = 26
USUAL_PX = 640
"""A timeline as long as this keeps its height when the markers are drawn; so do longer ones."""

SHOWN: dict[str, Callable[[Note], bool]] = {
    "all": lambda note: not note["deleted"],
    "waiting": lambda note: note["state"] == WAITING,
    "unread": lambda note: note["unread"],
    "private": lambda note: note["private"] and not note["deleted"],
    "mine": lambda note: note["mine"] and not note["deleted"],
    "carried": lambda note: bool(note["carried"]),
}
"""The room's filters. The page of all comments shows the traces of deleted ones besides."""


def only_shown(*, notes: Iterable[Note], show: str) -> list[Note]:
    """The notes that one of the room's filters lets through."""
    return [note for note in notes if SHOWN[show](note)]


def count_notes(*, notes: Sequence[Note]) -> dict[str, int]:
    """What `room_counts` says, of notes at hand: all that the room shows."""
    return {show: len(only_shown(notes=notes, show=show)) for show in SHOWN}


def people_of(*, notes: Iterable[Note]) -> list[tuple[int, str]]:
    """Who wrote the notes that are not deleted: keys and names, in the order of the names."""
    people = {note["by"]: note["author"] for note in notes if not note["deleted"]}
    return sorted(people.items(), key=lambda person: key_in_chinese_order(person[1]))


def first_sight(*, notes: Sequence[Note], at_s: float | None, pk: int | None) -> slice:
    """Which of the notes are shown first: those around a comment or a moment, if given."""
    here = 0
    if pk is not None:
        here = next((place for place, note in enumerate(notes) if note["id"] == pk), 0)
    elif at_s is not None:
        here = sum(note["start"] < at_s * 1000 for note in notes)
    return around(here=here, number=len(notes))


def around(*, here: int, number: int) -> slice:
    """Which of so many notes are shown first, where `here` is the place to be seen."""
    begin = max(0, min(here - BEFORE_THE_MOMENT, number - FIRST_SHOWN))
    return slice(begin, begin + FIRST_SHOWN)


def as_pins(notes: Sequence[Note]) -> dict[str, list[Any]]:
    """What the timeline marks of the notes, column by column, which is small on the wire.

    `at` counts milliseconds from the start before, `span` from its own start; `flags` adds up
    1 mine, 2 private, 4 deleted, 8 unread. `tags` are keys, with a space between.
    """
    starts = [0, *(note["start"] for note in notes)]
    return {
        "id": [note["id"] for note in notes],
        "at": [later - earlier for earlier, later in pairwise(starts)],
        "span": [note["end"] - note["start"] if note["end"] else 0 for note in notes],
        "kind": [note["kind"] for note in notes],
        "state": [note["state"] for note in notes],
        "flags": [_flags(note) for note in notes],
        "carried": [note["carried"] for note in notes],
        "by": [note["by"] for note in notes],
        "tags": [" ".join(str(tag["id"]) for tag in note["tags"]) for note in notes],
    }


def _flags(note: Note) -> int:
    deleted = bool(note["deleted"])
    return note["mine"] + 2 * note["private"] + 4 * deleted + 8 * note["unread"]


def lanes_of(*, notes: Iterable[Note], duration_s: float) -> int:
    """How many rows of markers the timeline needs, so that its page keeps room for them."""
    ends = [float("-inf")] * LANES
    used = 0
    for note in notes:
        if note["deleted"] or note["carried"] or not duration_s:
            continue
        px_per_ms = USUAL_PX / (duration_s * 1000)
        at = note["start"] * px_per_ms
        length = (note["end"] - note["start"]) * px_per_ms if note["end"] else 0
        width = max(PIN_PX - 2, length)
        left = max(0, min(at if note["end"] else at - PIN_PX / 2, USUAL_PX - width))
        lane = next((lane for lane, end in enumerate(ends) if end <= left), None)
        if lane is not None:
            ends[lane] = left + width + 2
            used = max(used, lane + 1)
    return used
