"""What of a room's comments somebody wants to see: one of its tabs, and of each facet a value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext

from lessons.models import Take
from moke.accounts.models import User
from research.domain.queries.margin import SHOWN
from research.domain.queries.note import WAITING, Note
from research.domain.queries.phases import TaughtPhase
from research.domain.queries.room import room_filters
from research.domain.queries.tag import NoteTag
from research.enums import CommentKind, VerdictChoice
from research.models import CommentTag

ALL = "all"
VERDICTS = (WAITING, *VerdictChoice.values)
LONGEST_KEY = 18


@dataclass(frozen=True)
class Facets:
    """What is wanted; what a facet leaves open is "" or None.

    `phase` is the number of a phase as it was taught, from 1, and 0 before the first; its
    milliseconds are `span`. `tag` and `by` are keys.
    """

    show: str = ALL
    kind: str = ""
    verdict: str = ""
    tag: int | None = None
    by: int | None = None
    phase: int | None = None
    span: tuple[int, int] = (0, 0)

    @classmethod
    def read(cls, asked: Mapping[str, str], phases: Sequence[TaughtPhase]) -> "Facets":
        """Read the facets of an address; what is none is left open."""
        phase = read_number(asked.get("phase", ""))
        starts = [0, *(phase.start_ms for phase in phases), phases[-1].end_ms if phases else 0]
        is_phase = bool(phases) and phase is not None and phase <= len(phases)
        return cls(
            show=_among(SHOWN, asked.get("show", "")) or ALL,
            kind=_among(CommentKind.values, asked.get("kind", "")),
            verdict=_among(VERDICTS, asked.get("verdict", "")),
            tag=read_number(asked.get("tag", "")),
            by=read_number(asked.get("by", "")),
            phase=phase if is_phase else None,
            span=(starts[phase], starts[phase + 1]) if is_phase and phase is not None else (0, 0),
        )

    @property
    def narrows(self) -> bool:
        """Whether any facet besides the tabs has a value."""
        wanted = (self.kind or None, self.verdict or None, self.tag, self.by, self.phase)
        return any(value is not None for value in wanted)

    @property
    def shows_all(self) -> bool:
        """Whether traces of deleted comments stand here too."""
        return self.show == ALL and not self.narrows

    def pick(self, notes: Sequence[Note]) -> list[Note]:
        """Return the notes that are let through."""
        if self.shows_all:
            return list(notes)
        return [note for note in notes if SHOWN[self.show](note) and self._lets_in(note)]

    def _lets_in(self, note: Note) -> bool:
        if not self.narrows:
            return True
        start_ms, end_ms = self.span
        return not note["deleted"] and all(
            (
                not self.kind or note["kind"] == self.kind,
                not self.verdict or note["state"] == self.verdict,
                self.tag is None or any(tag["id"] == self.tag for tag in note["tags"]),
                self.by is None or note["by"] == self.by,
                self.phase is None or (not note["carried"] and start_ms <= note["start"] < end_ms),
            )
        )

    def condition(self, *, take: Take, viewer: User) -> Q:
        """Say the same to the database, without joins that would count a comment twice."""
        if self.shows_all:
            return Q()
        filters = room_filters(take=take, viewer=viewer)
        wanted = filters[self.show]
        if self.narrows:
            wanted &= Q(deleted_at=None)
        if self.kind:
            wanted &= Q(kind=self.kind)
        if self.verdict:
            wanted &= (
                filters[WAITING] if self.verdict == WAITING else Q(verdict__choice=self.verdict)
            )
        if self.tag is not None:
            wanted &= Q(pk__in=CommentTag.objects.filter(tag=self.tag).values("comment"))
        if self.by is not None:
            wanted &= Q(author=self.by)
        if self.phase is not None:
            start_ms, end_ms = self.span
            wanted &= Q(take=take, start_ms__gte=start_ms, start_ms__lt=end_ms)
        return wanted


@dataclass(frozen=True)
class Choice:
    """A facet as a form offers it: its values and their names, and the value that is chosen."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


def choices_of(
    facets: Facets,
    *,
    people: Sequence[tuple[int, str]],
    tags: Sequence[NoteTag],
    phases: Sequence[TaughtPhase],
) -> list[Choice]:
    """Return the facets with the values that are known when the page is made."""
    before = [(0, gettext("Before the first phase"))] if phases and phases[0].start_ms else []
    verdicts = [(WAITING, gettext("Waiting for a verdict")), *VerdictChoice.choices]
    given: list[tuple[str, str, Iterable[tuple[object, object]]]] = [
        ("kind", gettext("Kind"), CommentKind.choices),
        ("verdict", gettext("Verdict"), verdicts),
        ("tag", gettext("Tag"), [(tag["id"], tag["name"]) for tag in tags]),
        ("by", gettext("Reviewer"), people),
        ("phase", gettext("Phase"), [*before, *_numbered(phases)]),
    ]
    return [
        Choice(
            name,
            label,
            [(str(value), str(said)) for value, said in options],
            _written(getattr(facets, name)),
        )
        for name, label, options in given
    ]


def _written(value: str | int | None) -> str:
    return "" if value is None else str(value)


def _numbered(phases: Sequence[TaughtPhase]) -> list[tuple[int, str]]:
    return [(number, phase.name) for number, phase in enumerate(phases, 1)]


def _among(known, value: str) -> str:
    return value if value in known else ""


def read_number(value: str) -> int | None:
    """Return the number that part of an address is; None where it is none."""
    is_number = value.isascii() and value.isdecimal() and len(value) <= LONGEST_KEY
    return int(value) if is_number else None
