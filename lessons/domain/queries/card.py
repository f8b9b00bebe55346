"""Lessons as cards: two queries for a page of them, however many there are."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lessons.domain.queries.found import Found
from lessons.domain.queries.lean import UNUSED_IN_LISTS
from lessons.enums import Visibility
from lessons.models import LessonPage, Take
from lessons.models.lesson import PLAN_TEXTS
from lessons.models.querysets import LessonQuerySet
from moke.accounts.anybody import Anybody
from moke.media.enums import UNDER_WAY, State
from moke.media.models import Recording

FIND_FIELDS = (
    "title",
    "subject",
    "grade",
    "term",
    "edition",
    "kind",
    "visibility",
    "selected_at",
    "author__name",
    "author__username",
    "school__name",
    *PLAN_TEXTS,
)


@dataclass(frozen=True)
class Card:
    """A lesson in a list."""

    lesson: LessonPage
    recording: Recording | None
    """The newest that can be played."""
    percent: int | None
    """How far the newest recording is processed; None when nothing is going on."""
    fact: str | Promise
    """The one thing to know right now."""
    fact_is_open: bool
    found: Found | None = None
    """Where it holds the words of a search."""

    @property
    def title(self) -> str:
        return self.found.title if self.found else self.lesson.title

    @property
    def school(self) -> str:
        return self.found.school if self.found else str(self.lesson.school)

    @property
    def author(self) -> str:
        return self.found.author if self.found else str(self.lesson.author)

    @property
    def is_draft(self) -> bool:
        return self.lesson.visibility == Visibility.DRAFT


def as_cards(lessons: LessonQuerySet) -> LessonQuerySet:
    """Fetch with the lessons what their cards need, and leave the plans where they are."""
    waiting = Count("invitations", filter=Q(invitations__done_at=None))
    kept = Take.objects.kept().select_related("recording")
    takes = kept.annotate(waiting=waiting).order_by("number")
    return (
        lessons.select_related("author", "school")
        .defer(*PLAN_TEXTS, *UNUSED_IN_LISTS)
        .prefetch_related(Prefetch("takes", takes, to_attr="takes_in_order"))
    )


def as_finds(lessons: LessonQuerySet) -> LessonQuerySet:
    """Fetch with the lessons what the cards of a search need: the plan too, and little else."""
    return as_cards(lessons).defer(None).only(*FIND_FIELDS)


def card(*, lesson: LessonPage, person: Anybody, found: Found | None = None) -> Card:
    """Make the card of a lesson that came through `as_cards`, or `as_finds` and a search.

    What happens behind the lesson is told to those who teach, not to students.
    """
    takes = lesson.takes_in_order
    ready = [take.recording for take in takes if take.recording.is_ready]
    newest = takes[-1] if takes else None
    recording = newest.recording if newest else None
    waiting = newest.waiting if newest else 0
    tells = person.is_authenticated and person.is_teacher
    return Card(
        lesson=lesson,
        recording=ready[-1] if ready else None,
        percent=recording.percent if tells and recording and recording.state in UNDER_WAY else None,
        fact=_fact(newest, waiting) if tells else "",
        fact_is_open=tells and waiting > 0,
        found=found,
    )


def _fact(take: Take | None, waiting: int) -> str:
    if take is None:
        return _("Plan, not taught yet")
    values = {"number": take.number, "percent": take.recording.percent, "people": waiting}
    if take.recording.state in UNDER_WAY:
        return _("Take %(number)s: processing, %(percent)s%%") % values
    if take.recording.state == State.FAILED:
        return _("Take %(number)s could not be processed") % values
    if not take.recording.is_ready:
        return _("Take %(number)s waits for its recording") % values
    if waiting:
        return _("Take %(number)s in review, %(people)s yet to finish") % values
    return _("Take %(number)s can be watched") % values
