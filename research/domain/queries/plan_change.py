"""What changed in the plan from one take to another, part by part and phase by phase."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lessons.models import LessonPage, Take
from lessons.models.lesson import PLAN_TEXTS
from research.domain.compare import Piece, compare_texts, shorten
from research.domain.queries.phase_match import Match, match_phases
from research.domain.queries.phases import PlanPhase, plan_phases

type Part = tuple[str, str]
"""A part of a plan: its name, and what is written of it."""


@dataclass(frozen=True)
class PlanChange:
    """A part of the plan that is not as it was at the take before."""

    part: str
    whole: Sequence[Piece]
    """All that was and is written, in pieces; none where its text is as it was."""
    notes: Sequence[str] = ()
    """In sentences, that a phase is called or placed otherwise."""

    @property
    def pieces(self) -> list[Piece]:
        """What changed, with a little of what stands beside it."""
        return shorten(self.whole)

    @property
    def is_shortened(self) -> bool:
        return self.pieces != self.whole


def plan_changes(*, before: Take, after: Take) -> list[PlanChange]:
    """Return the parts in which the plans of two takes differ, in the order of the later plan.

    A phase that was renamed or moved says so, and is compared with what it was.
    """
    found = [*_changed_texts(before, after), *_changed_phases(before, after)]
    return [change for change in found if change.whole or change.notes]


def plan_of(take: Take) -> list[Part]:
    """The plan as it stood, in its parts; each phase is one."""
    phases = [(_label(phase.name), _text(phase)) for phase in plan_phases(take=take)]
    return [*_texts(take).items(), *phases]


def _texts(take: Take) -> dict[str, str]:
    names = [name for name in PLAN_TEXTS if name != "phases"]
    fields = {name: LessonPage._meta.get_field(name).verbose_name for name in names}
    return {capfirst(label): take.plan.content.get(name) or "" for name, label in fields.items()}


def _changed_texts(before: Take, after: Take) -> Iterator[PlanChange]:
    then = _texts(before)
    for part, text in _texts(after).items():
        yield PlanChange(part, compare_texts(then[part], text))


def _changed_phases(before: Take, after: Take) -> Iterator[PlanChange]:
    then, now = plan_phases(take=before), plan_phases(take=after)
    for match in match_phases(then, now):
        old = None if match.before is None else then[match.before]
        new = None if match.after is None else now[match.after]
        name = new.name if new else old.name if old else ""
        pieces = compare_texts(_text(old), _text(new))
        yield PlanChange(_label(name), pieces, _notes(match, old, new))


def _notes(match: Match, old: PlanPhase | None, new: PlanPhase | None) -> list[str]:
    if old is None:
        return [_("A new phase.")]
    if new is None:
        return [_("This phase was left out.")]
    notes = []
    if old.name != new.name:
        notes.append(_("Renamed: before, it was called “%(name)s”.") % {"name": old.name})
    if match.has_moved:
        places = {"old": (match.before or 0) + 1, "new": (match.after or 0) + 1}
        notes.append(_("Moved: it was phase %(old)d and is now phase %(new)d.") % places)
    return notes


def _label(name: str) -> str:
    return _("Phase “%(name)s”") % {"name": name}


def _text(phase: PlanPhase | None) -> str:
    if phase is None:
        return ""
    minutes = _("%(number)s minutes") % {"number": phase.minutes} if phase.minutes else ""
    return "\n".join(filter(None, [minutes, phase.text]))
