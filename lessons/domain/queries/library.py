"""What the library lists, and how many lessons of each sort there are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntFlag, auto
from functools import reduce
from itertools import compress
from operator import add

from django.db.models import Case, Count, ExpressionWrapper, Field, Q, When

from lessons.enums import LibraryState, Visibility
from lessons.models import Invitation, LessonPage, Take
from lessons.models.querysets import LessonQuerySet, found_by
from moke.accounts.anybody import Anybody
from moke.media.models import Recording
from moke.search.query import holds, title_holds
from moke.search.text import words_of

SORTS = ("subject", "grade", "kind", "school")
"""The filters that ask for one value of a field; the other one asks for a state."""

SUGGESTIONS = 8
PARTS = 3
"""Parts of words that find nothing which are tried for themselves."""
SHORTEST_HALVED = 3
"""Characters of a word whose halves are worth a search."""
PARTICLES = "的地得和与了在是"
"""No word begins or ends with them that somebody would look for."""


class Bit(IntFlag):
    """What is true of a lesson; the database adds the bits up."""

    RECORDED = auto()
    REVIEWED = auto()
    SELECTED = auto()
    DRAFT = auto()
    IN_TITLE = auto()


def _table(has: Bit, lacks: Bit) -> list[bool]:
    """For each sum of bits whether it has the ones and lacks the others."""
    sums = range(2 ** len(Bit))
    return [bits & has == has and not bits & lacks for bits in sums]


NO_BIT = Bit(0)
IN_TITLE = _table(Bit.IN_TITLE, NO_BIT)
LISTED = _table(NO_BIT, Bit.DRAFT)
STATES = {
    LibraryState.RECORDED.value: _table(Bit.RECORDED, Bit.DRAFT),
    LibraryState.PLAN.value: _table(NO_BIT, Bit.RECORDED | Bit.DRAFT),
    LibraryState.REVIEW.value: _table(Bit.REVIEWED, Bit.DRAFT),
    LibraryState.SELECTED.value: _table(Bit.SELECTED, Bit.DRAFT),
    LibraryState.DRAFT.value: _table(Bit.DRAFT, NO_BIT),
}


@dataclass(frozen=True)
class Shelf:
    """What the library lists for somebody, and what each other choice of theirs would list."""

    ids: Sequence[int]
    """Lessons in order."""
    found: int
    """Lessons that hold the words, whatever else is wished for."""
    counts: Mapping[str, Mapping]
    """Filter → value → lessons under all other filters; values without any are left out."""
    without: Mapping[str, int]
    """Filter → lessons if it were not set."""


def look_into_library(*, person: Anybody, wishes: Mapping) -> Shelf:
    """Return the lessons that the person may see and wishes to, and count them, in one query.

    `wishes` may hold words, subject, grade, kind, school (its key) and state. Drafts are
    listed and counted only where they are asked for by state. Lessons with all words in their
    titles come first, then the newest. Every lesson that holds the words is a short row from
    one index: to sort and count those here takes less than a grouping for each filter takes
    the database.
    """
    rows = _rows(person, wishes.get("words", ""))
    pks, *columns, bits = zip(*rows, strict=True) if rows else [()] * (len(SORTS) + 2)
    fields = dict(zip(SORTS, columns, strict=True))
    state = wishes.get("state")
    table = STATES[state] if state else LISTED
    passes = {"state": [table[bit] for bit in bits]}
    for name in SORTS:
        if wish := wishes.get(name):
            passes[name] = [value == wish for value in fields[name]]
    counts: dict[str, Mapping] = {
        name: Counter(compress(column, _all_but(name, passes))) for name, column in fields.items()
    }
    others = Counter(compress(bits, _all_but("state", passes) or [True] * len(bits)))
    in_states = {name: _count_in(table, others) for name, table in STATES.items()}
    counts["state"] = {name: number for name, number in in_states.items() if number}
    without = {name: sum(counts[name].values()) for name in SORTS}
    return Shelf(
        ids=_in_order(compress(zip(pks, bits, strict=True), _all_but(None, passes))),
        found=_count_in(LISTED, Counter(bits)),
        counts=counts,
        without={**without, "state": _count_in(LISTED, others)},
    )


def _count_in(table: Sequence[bool], sums: Mapping[int, int]) -> int:
    return sum(number for bits, number in sums.items() if table[bits])


def _in_order(lessons: Iterable[tuple[int, int]]) -> list[int]:
    """Keys by their bits: hits in the title first, then the newest."""
    in_title: list[int] = []
    others: list[int] = []
    for pk, bits in lessons:
        (in_title if IN_TITLE[bits] else others).append(pk)
    return sorted(in_title, reverse=True) + sorted(others, reverse=True)


def suggest_titles(*, person: Anybody, words: str) -> list[str]:
    """Return at most a few titles that hold the words, of lessons that the library lists."""
    if not words_of(words):
        return []
    lessons = LessonPage.objects.visible_to(person).exclude(visibility=Visibility.DRAFT)
    titles = lessons.filter(title_holds(LessonPage, words)).order_by("-pk")
    few = titles.values_list("title", flat=True)[: SUGGESTIONS * 2]
    return list(dict.fromkeys(few))[:SUGGESTIONS]


def lessons_holding(person: Anybody, words: str) -> LessonQuerySet:
    """Return the lessons that the library lists for the words, in no order."""
    lessons = LessonPage.objects.visible_to(person).exclude(visibility=Visibility.DRAFT)
    return lessons.holding(words, person)


def find_parts(*, person: Anybody, words: str) -> list[tuple[str, int]]:
    """Return parts of words that find nothing together, each with the lessons that hold it.

    Of several words these are the words; of a single one its two halves.
    """
    wanted = words_of(words)
    if len(wanted) == 1:
        if len(wanted[0]) < SHORTEST_HALVED:
            return []
        half = (len(wanted[0]) + 1) // 2
        wanted = [wanted[0][:half].rstrip(PARTICLES), wanted[0][-half:].lstrip(PARTICLES)]
    parts = list(dict.fromkeys(part for part in wanted if part))[:PARTS]
    lessons = lessons_holding(person, "")
    counts = {
        f"finds_{n}": Count("pk", filter=found_by(part, person)) for n, part in enumerate(parts)
    }
    counted = zip(parts, lessons.aggregate(**counts).values(), strict=True)
    return [(part, number) for part, number in counted if number]


def _rows(person: Anybody, words: str) -> list[tuple]:
    """Key, fields and bits of each lesson with the words, drafts among them, in no order."""
    unpublished = Recording.objects.filter(published_attempt="").values("pk")
    watchable = Take.objects.exclude(recording__in=unpublished).values("lesson")
    asked = Invitation.objects.filter(done_at=None, take__deleted_at=None).values("take__lesson")
    conditions = {
        Bit.RECORDED: Q(pk__in=watchable),
        Bit.REVIEWED: Q(pk__in=asked),
        Bit.SELECTED: Q(selected_at__isnull=False),
        Bit.DRAFT: Q(visibility=Visibility.DRAFT),
    }
    if words_of(words):
        conditions[Bit.IN_TITLE] = holds(LessonPage, words, "title")
    parts = [
        Case(When(condition, then=int(bit)), default=0) for bit, condition in conditions.items()
    ]
    # As a plain field the bits come as they are: a converter would be called for each row.
    bits = ExpressionWrapper(reduce(add, parts), Field())
    lessons = LessonPage.objects.visible_to(person).holding(words, person).order_by()
    columns = ("pk", "subject", "grade", "kind", "school_id")
    return list(lessons.annotate(bits=bits).values_list(*columns, "bits"))


def _all_but(name: str | None, passes: Mapping[str, list]) -> list:
    """For each lesson whether it passes all filters but the one named; nothing without any."""
    others = [flags for other, flags in passes.items() if other != name]
    return others[0] if len(others) == 1 else list(map(all, zip(*others, strict=True)))
