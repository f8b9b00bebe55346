"""Two takes of a lesson side by side: how long their phases were, and what was said in them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lessons.models import LessonPage, Take
from moke.accounts.models import User
from moke.ui.clock import write_clock
from research.domain.queries.enclosure import enclosures_of_each, read_enclosures
from research.domain.queries.phase_match import Match, match_phases
from research.domain.queries.phases import PlanPhase, TaughtPhase, plan_phases, taught_phases
from research.domain.queries.tag import NoteTag, read_tags, tags_of_each
from research.models import Comment


@dataclass(frozen=True)
class Pair[T]:
    """Something of the take on the left, the earlier one, and of that on the right."""

    a: T
    b: T


@dataclass(frozen=True)
class Planned:
    """A phase's place in a plan, from 0, and its minutes if somebody has said."""

    position: int
    minutes: int | None


@dataclass(frozen=True)
class Row:
    """A phase in both takes; what a take lacks of it is None. `key` counts the rows."""

    key: int
    names: Pair[str]
    """In either plan; where one lacks it, as the other calls it."""
    planned: Pair[Planned | None]
    taught: Pair[TaughtPhase | None]
    shares: Pair[int]
    """Of what was taught in all, in per cent."""
    difference: str
    """In words, of the later take against the earlier; nothing until both are marked."""

    @property
    def name(self) -> str:
        """As the later plan calls it."""
        return self.names.b

    @property
    def starts_s(self) -> dict[str, float | None]:
        """Where it begins in either recording, for the page's script."""
        return {
            side: phase.start_ms / 1000 if phase else None
            for side, phase in (("a", self.taught.a), ("b", self.taught.b))
        }

    @property
    def minutes(self) -> Pair[int | None]:
        """As planned."""
        first, second = self.planned.a, self.planned.b
        return Pair(first.minutes if first else None, second.minutes if second else None)

    @property
    def is_in_both(self) -> bool:
        return bool(self.taught.a and self.taught.b)


@dataclass(frozen=True)
class Remarks:
    """What colleagues said in one phase of either take; without a name it is no phase."""

    name: str
    said: Pair[list[Comment]] = field(default_factory=lambda: Pair([], []))


def watchable_takes(*, lesson: LessonPage) -> list[Take]:
    """The takes of a lesson that can be played, oldest first, with plan and phase marks."""
    takes = lesson.takes.select_related("recording", "plan").prefetch_related("phase_marks")
    return list(takes.exclude(recording__published_attempt="").order_by("number"))


def choose_pair(*, takes: Sequence[Take], a: str, b: str) -> Pair[Take]:
    """The two takes with these numbers, the earlier on the left; the newest for what is none."""
    by_number = {str(take.number): take for take in takes}
    right = by_number.get(b, takes[-1])
    left = by_number.get(a, right)
    if left == right:
        at = takes.index(right)
        left = takes[at - 1] if at else takes[1]
    return Pair(*sorted([left, right], key=lambda take: take.number))


def phase_rows(*, takes: Pair[Take]) -> list[Row]:
    """The phases of both takes in the order of the later plan, matched as its changes are."""
    plans = Pair(plan_phases(take=takes.a), plan_phases(take=takes.b))
    taught = Pair(taught_phases(take=takes.a), taught_phases(take=takes.b))
    whole_ms = Pair(_whole_ms(taught.a), _whole_ms(taught.b))
    rows = []
    for number, match in enumerate(match_phases(plans.a, plans.b)):
        planned = Pair(_planned(plans.a, match.before), _planned(plans.b, match.after))
        phases = Pair(_find(taught.a, match.before), _find(taught.b, match.after))
        row = Row(
            key=number,
            names=_names(plans, match),
            planned=planned,
            taught=phases,
            shares=Pair(_share(phases.a, whole_ms.a), _share(phases.b, whole_ms.b)),
            difference=_difference(phases, takes) if taught.a and taught.b else "",
        )
        rows.append(row)
    return rows


def remarks_by_phase(*, takes: Pair[Take], rows: Sequence[Row], viewer: User) -> list[Remarks]:
    """What colleagues share on both takes, phase by phase where both have marks, by time.

    Others' words in a round that is blind to the viewer are left out. Comments before the
    first phase stand in front, in one group without a name. Each says in `tags` how it is
    tagged, and in `enclosed` what goes with it.
    """
    groups = [Remarks(""), *(Remarks(row.name) for row in rows)]
    by_phase = any(row.taught.a for row in rows) and any(row.taught.b for row in rows)
    for comment in _said_on(takes, viewer):
        side = "a" if comment.take_id == takes.a.pk else "b"
        here = 0
        for row in rows if by_phase else ():
            phase = getattr(row.taught, side)
            if phase and phase.start_ms <= comment.start_ms < phase.end_ms:
                here = row.key + 1
        getattr(groups[here].said, side).append(comment)
    return [group for group in groups if group.said.a or group.said.b]


def tags_in(remarks: Iterable[Remarks]) -> list[tuple[NoteTag, int]]:
    """Return the tags that comments carry, by name, each with how many carry it."""
    said = [comment for group in remarks for comment in (*group.said.a, *group.said.b)]
    carried = [tag for comment in said for tag in comment.tags]
    counts = Counter(tag["id"] for tag in carried)
    tags = {tag["id"]: tag for tag in carried}
    return [(tag, counts[pk]) for pk, tag in sorted(tags.items(), key=lambda one: one[1]["name"])]


def _said_on(takes: Pair[Take], viewer: User) -> list[Comment]:
    comments = Comment.objects.shared().unhidden(viewer).filter(take__in=[takes.a, takes.b])
    known = comments.annotate(tagged=tags_of_each(), sent=enclosures_of_each())
    said = list(known.select_related("author", "verdict").order_by("start_ms", "pk"))
    for comment in said:
        comment.tags = read_tags(comment.tagged)
        comment.tag_keys = {tag["id"] for tag in comment.tags}
        comment.enclosed = read_enclosures(comment.sent, author=str(comment.author))
    return said


def _names(plans: Pair[list[PlanPhase]], match: Match) -> Pair[str]:
    first = [] if match.before is None else [plans.a[match.before].name]
    second = [] if match.after is None else [plans.b[match.after].name]
    return Pair([*first, *second][0], [*second, *first][0])


def _planned(phases: Sequence[PlanPhase], position: int | None) -> Planned | None:
    return None if position is None else Planned(position, phases[position].minutes)


def _whole_ms(phases: Sequence[TaughtPhase]) -> int:
    return phases[-1].end_ms - phases[0].start_ms if phases else 0


def _find(phases: Sequence[TaughtPhase], position: int | None) -> TaughtPhase | None:
    return next((phase for phase in phases if phase.position == position), None)


def _share(phase: TaughtPhase | None, whole_ms: int) -> int:
    return round(100 * phase.length_ms / whole_ms) if phase else 0


def _difference(phases: Pair[TaughtPhase | None], takes: Pair[Take]) -> str:
    if phases.a is None and phases.b is None:
        return _("Not taught")
    if phases.a is None or phases.b is None:
        take = takes.b if phases.a is None else takes.a
        return _("Only in take %(number)d") % {"number": take.number}
    more_s = round((phases.b.length_ms - phases.a.length_ms) / 1000)
    if not more_s:
        return _("About as long")
    words = _("%(time)s longer") if more_s > 0 else _("%(time)s shorter")
    return words % {"time": write_clock(abs(more_s))}
