"""Collections as a reader sees them: only what that reader may read, in the curator's order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from lessons.domain.queries.card import Card, as_cards, card
from lessons.models import CollectionPage, LessonPage, Placement, Resource, Take
from moke.accounts.anybody import Anybody
from moke.media.models import Recording
from moke.search.query import matching


@dataclass(frozen=True)
class Entry:
    """Something that a curator chose: `kind` is lesson or file, `pk` its key."""

    kind: str
    pk: int
    why: str
    section: int


@dataclass(frozen=True)
class Shown:
    """An entry that the reader may see, with its lesson's card or its file."""

    why: str
    card: Card | None = None
    file: Resource | None = None


@dataclass(frozen=True)
class Section:
    """A section with something in it for the reader."""

    title: str
    note: str
    entries: Sequence[Shown]


@dataclass(frozen=True)
class CollectionView:
    """A collection as one person sees it."""

    collection: CollectionPage
    sections: Sequence[Section]

    @property
    def lessons(self) -> int:
        return sum(1 for s in self.sections for entry in s.entries if entry.card)

    @property
    def files(self) -> int:
        return sum(1 for s in self.sections for entry in s.entries if entry.file)


@dataclass(frozen=True)
class Teaser:
    """A collection in a list, with how much of it the reader may see."""

    collection: CollectionPage
    lessons: int
    files: int
    cover: Recording | None
    """Of its first lesson that can be watched."""
    subject: str
    """Of its first lesson, which gives the cover its colour where there is no picture."""


def entries_of(collection: CollectionPage) -> Iterator[Entry]:
    """Go through what the sections hold, as it is stored: nothing is fetched for it."""
    for at, section in enumerate(collection.sections.raw_data):
        for entry in section["value"].get("entries") or []:
            kind, value = entry["type"], entry["value"]
            if pk := value.get(kind):
                yield Entry(kind, int(pk), value.get("why") or "", at)


def collections_holding(person: Anybody, words: str) -> QuerySet[CollectionPage]:
    """Return the collections that hold something for the person, and the words."""
    return matching(CollectionPage.objects.all(), words).visible_to(person)


def find_collections(*, person: Anybody, words: str = "") -> QuerySet[CollectionPage]:
    """Return the collections that hold something for the person and the words, newest first."""
    return (
        collections_holding(person, words)
        .select_related("owner")
        .defer("introduction")
        .order_by("-first_published_at", "-pk")
    )


def find_collection(*, person: Anybody, pk: int) -> CollectionPage | None:
    """Return the collection, or None where there is nothing in it for the person."""
    found = CollectionPage.objects.visible_to(person).filter(pk=pk)
    return found.select_related("owner").first()


def view_collection(*, collection: CollectionPage, person: Anybody) -> CollectionView:
    """Gather what the person may see of a collection; empty sections are left out."""
    entries = list(entries_of(collection))
    lessons = LessonPage.objects.visible_to(person).published()
    cards = {
        lesson.pk: card(lesson=lesson, person=person)
        for lesson in as_cards(lessons.filter(pk__in=_keys(entries, "lesson")))
    }
    files = Resource.objects.visible_to(person).in_bulk(_keys(entries, "file"))
    seen = set()
    shown: dict[int, list[Shown]] = {}
    for entry in entries:
        found = Shown(
            entry.why,
            card=cards.get(entry.pk) if entry.kind == "lesson" else None,
            file=files.get(entry.pk) if entry.kind == "file" else None,
        )
        if (found.card or found.file) and (entry.kind, entry.pk) not in seen:
            seen.add((entry.kind, entry.pk))
            shown.setdefault(entry.section, []).append(found)
    raw = list(collection.sections.raw_data)
    sections = [
        Section(raw[at]["value"]["title"], raw[at]["value"].get("note") or "", entries)
        for at, entries in shown.items()
    ]
    return CollectionView(collection, sections)


def _keys(entries: list[Entry], kind: str) -> list[int]:
    return [entry.pk for entry in entries if entry.kind == kind]


def with_teasers(collections: QuerySet[CollectionPage], person: Anybody) -> QuerySet:
    """Fetch with the collections what their teasers need: two queries, however many they are."""
    ready = Take.objects.filter(lesson=OuterRef("lesson")).exclude(recording__published_attempt="")
    placed = (
        Placement.objects.visible_to(person)
        .select_related("lesson")
        .only("collection", "position", "resource", "lesson__subject", "lesson__page_ptr")
        .annotate(recording=Subquery(ready.order_by("-number").values("recording")[:1]))
        .order_by("position")
    )
    return collections.prefetch_related(Prefetch("placements", placed, to_attr="placed"))


def teasers(collections: Sequence[CollectionPage]) -> list[Teaser]:
    """Make the teasers of collections that came through `with_teasers`, in one query."""
    firsts = {c.pk: _first_recording(c.placed) for c in collections}
    covers = Recording.objects.in_bulk([pk for pk in firsts.values() if pk])
    return [_teaser(c, covers.get(firsts[c.pk])) for c in collections]


def _first_recording(placed: list) -> int | None:
    return next((p.recording for p in placed if p.recording), None)


def _teaser(collection: CollectionPage, cover: Recording | None) -> Teaser:
    lessons = [p.lesson for p in collection.placed if p.lesson_id]
    return Teaser(
        collection,
        lessons=len(lessons),
        files=len(collection.placed) - len(lessons),
        cover=cover,
        subject=lessons[0].subject if lessons else "",
    )
