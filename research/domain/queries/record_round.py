"""How colleagues reviewed each take of a record: by whom asked, for what, and who was on time."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.template.defaultfilters import date as write_date
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lessons.models import Invitation, Take
from moke.accounts.models import User
from research.domain.round import describe_round
from research.models import Round

type Fact = tuple[str, str]
"""A word, and what there is to say to it."""


@dataclass(frozen=True)
class RoundTold:
    """A round as its record tells it."""

    facts: Sequence[Fact]
    reviewers: Sequence[Fact]
    """Each who was asked, and whether they finished in time."""


def rounds_of(takes: Iterable[Take]) -> Mapping[int, Round]:
    """Return the rounds of the takes, by the takes' keys: one query."""
    found = Round.objects.filter(take__in=takes)
    known = found.select_related("form", "set_by", "closed_by", "take__lesson__author")
    return {one.take_id: one for one in known}


def tell_round(
    found: Round | None, invitations: Sequence[Invitation], *, viewer: User, author: int
) -> RoundTold | None:
    """Say how a take was reviewed; None where nobody was asked and nothing was set.

    What one colleague alone was asked to look at is between them and who leads the review.
    """
    if found is None and not invitations:
        return None
    facts = [
        *_asked_by(found, invitations, viewer, author),
        *_set(found),
        *_days(found, invitations),
    ]
    reviewers = [(str(asked.person), _standing(asked)) for asked in invitations]
    return RoundTold(facts, reviewers)


def _asked_by(
    found: Round | None, invitations: Sequence[Invitation], viewer: User, author: int
) -> list[Fact]:
    opened = [str(asked.invited_by) for asked in invitations]
    names = list(dict.fromkeys(opened or ([str(found.set_by)] if found else [])))
    facts = [(_("Opened by"), " · ".join(names))]
    leads = {author, *(asked.invited_by_id for asked in invitations)}
    written = Counter(asked.note for asked in invitations if asked.note)
    usual = {note for note, _number in written.most_common(1)}
    own = {asked.note for asked in invitations if asked.person_id == viewer.pk}
    notes = [note for note in written if viewer.pk in leads or note in usual | own]
    return facts + [(_("What to look at"), note) for note in notes]


def _set(found: Round | None) -> list[Fact]:
    if found is None:
        return []
    facts = [(_("Observation form"), found.form.name)] if found.form else []
    if asked := describe_round(found):
        facts.append((_("Asked at the least"), asked))
    way = _("Each alone until finished") if found.is_blind else _("All read one another")
    return [*facts, (_("How it was read"), way)]


def _days(found: Round | None, invitations: Sequence[Invitation]) -> list[Fact]:
    days = sorted({asked.due_on for asked in invitations if asked.due_on})
    facts = [(_("Due on"), " · ".join(map(_day, days)))] if days else []
    if found and found.closed_at:
        words = _("%(name)s, %(day)s") % {
            "name": found.closer,
            "day": _day(localdate(found.closed_at)),
        }
        facts.append((_("Round closed by"), words))
    return facts


def _standing(asked: Invitation) -> str:
    if asked.done_at is None:
        return _("not finished")
    if asked.due_on is None:
        return _("has finished")
    return _("finished late") if asked.is_late else _("finished in time")


def _day(day) -> str:
    return write_date(day, "DATE_FORMAT")
