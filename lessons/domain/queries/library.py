"""What the library lists, and how many lessons of each sort there are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from django.db.models import Count, ExpressionWrapper, Field, Q

from lessons.enums import LibraryState, Visibility
from lessons.models import Invitation, LessonPage, Take
from lessons.models.querysets import LessonQuerySet, found_by
from moke.accounts.anybody import Anybody
from moke.search.query import title_holds
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
    titles come first, then the newest. Every lesson that holds the words is a short row:
    counting those here takes less than a grouping for each filter takes the database.
    """
    rows = _rows(person, wishes.get("words", ""))
    pks, *columns, visibility, recorded, reviewed, selected = (
        zip(*rows, strict=True) if rows else [()] * 9
    )
    fields = dict(zip(SORTS, columns, strict=True))
    listed = [value != Visibility.DRAFT for value in visibility]
    states = _states(listed, recorded, reviewed, selected)
    state = wishes.get("state")
    passes = {"state": states[state] if state else listed}
    for name in SORTS:
        if wish := wishes.get(name):
            passes[name] = [value == wish for value in fields[name]]
    counts: dict[str, Mapping] = {
        name: Counter(compress(column, _all_but(name, passes, column)))
        for name, column in fields.items()
    }
    other = _all_but("state", passes, pks)
    in_states = {name: sum(compress(flags, other)) for name, flags in states.items()}
    counts["state"] = {name: number for name, number in in_states.items() if number}
    without = {name: sum(counts[name].values()) for name in SORTS}
    return Shelf(
        ids=list(compress(pks, _all_but(None, passes, pks))),
        found=sum(listed),
        counts=counts,
        without={**without, "state": sum(compress(listed, other))},
    )


def suggest_titles(*, person: Anybody, words: str) -> list[str]:
    """Return at most a few titles that hold the words, of lessons that the library lists."""
    if not words_of(words):
        return []
    lessons = LessonPage.objects.visible_to(person).exclude(visibility=Visibility.DRAFT)
    titles = lessons.filter(title_holds(LessonPage, words)).order_by("-last_published_at", "-pk")
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
    """Key, fields, visibility and states of each lesson with the words, drafts among them."""
    watchable = Take.objects.exclude(recording__published_attempt="").values("lesson")
    asked = Invitation.objects.filter(done_at=None).values("take__lesson")
    lessons = LessonPage.objects.visible_to(person).holding(words, person)
    titles_first = [title_holds(LessonPage, words).desc()] if words_of(words) else []
    flags = {
        "is_recorded": _flag(Q(pk__in=watchable)),
        "is_reviewed": _flag(Q(pk__in=asked)),
        "is_selected": _flag(Q(selected_at__isnull=False)),
    }
    rows = lessons.annotate(**flags).order_by(*titles_first, "-last_published_at", "-pk")
    columns = ("pk", "subject", "grade", "kind", "school_id", "visibility")
    return list(rows.values_list(*columns, *flags))


def _flag(condition: Q) -> ExpressionWrapper:
    """A condition as it comes: turned into a boolean, it costs a call for each row."""
    return ExpressionWrapper(condition, Field())


def _states(listed, recorded, reviewed, selected) -> dict[str, list]:
    """State → for each lesson whether it is in it."""
    return {
        LibraryState.RECORDED.value: [a and b for a, b in zip(listed, recorded, strict=True)],
        LibraryState.PLAN.value: [a and not b for a, b in zip(listed, recorded, strict=True)],
        LibraryState.REVIEW.value: [a and b for a, b in zip(listed, reviewed, strict=True)],
        LibraryState.SELECTED.value: [a and b for a, b in zip(listed, selected, strict=True)],
        LibraryState.DRAFT.value: [not a for a in listed],
    }


def _all_but(name: str | None, passes: Mapping[str, list], things: Sequence) -> Sequence:
    """For each lesson whether it passes all filters but the one named."""
    others = [flags for other, flags in passes.items() if other != name]
    if len(others) == 1:
        return others[0]
    return [all(flags) for flags in zip(*others, strict=True)] if others else [True] * len(things)
