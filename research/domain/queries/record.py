"""The record of a lesson (磨课档案): its whole polishing, take by take."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from django.db.models import Count, Prefetch
from django.utils.text import capfirst

from lessons.models import Invitation, LessonPage, Take
from moke.accounts.models import User
from research.domain.queries.coding import SchemeReport, coding_reports
from research.domain.queries.enclosure import enclosures_of_each, read_enclosures
from research.domain.queries.ledger import Ledger, ledger
from research.domain.queries.live import marks_without_a_place
from research.domain.queries.observation import Sheet, observation_reports, points_by_take
from research.domain.queries.phase_bars import Bar, take_bars
from research.domain.queries.plan_change import Part, PlanChange, plan_changes, plan_of
from research.domain.queries.record_round import RoundTold, rounds_of, tell_round
from research.domain.queries.record_showcase import Showcase, showcase_of
from research.domain.queries.sketch import Drawn, drawn_on
from research.domain.queries.tag import read_tags, tags_of_each
from research.models import Comment, LiveMark, Reply, Round


@dataclass(frozen=True)
class Chapter:
    """A take, and what came of it."""

    take: Take
    changes: Sequence[PlanChange]
    """Of the plan, since the take before."""
    invitations: Sequence[Invitation]
    comments: Sequence[Comment]
    points: float | None
    """The mean of what observers gave, of 100; None where no form is handed in."""
    observers: int
    codings: Sequence[SchemeReport]
    """What coders found in it, of the schemes by which somebody coded it."""
    is_blind: bool
    """Whether the viewer reads what others say only after finishing."""
    drawings: Mapping[int, Drawn]
    """What is drawn over the pictures of comments, by their keys."""
    marks: Sequence[LiveMark]
    """What colleagues marked in the classroom that has no place in the recording."""
    round: RoundTold | None
    sheets: Sequence[Sheet]
    """What observers found, put together; nothing while the round is blind to the viewer."""
    bars: Sequence[Bar]
    """Its phases as planned and as taught."""

    @property
    def said(self) -> list[tuple[Comment, Drawn | None]]:
        """The comments, each with its drawing."""
        return [(comment, self.drawings.get(comment.pk)) for comment in self.comments]


@dataclass(frozen=True)
class Record:
    """A lesson's chapters, oldest first, and what became of all comments."""

    lesson: LessonPage
    chapters: Sequence[Chapter]
    ledger: Ledger
    first_plan: Sequence[Part]
    """As it stood at the first take: what was written of its parts.

    Without the reflection, which is no plan.
    """
    showcase: Showcase | None
    """How the district came to select it."""

    @property
    def can_be_compared(self) -> bool:
        """Whether two of its takes can be watched side by side."""
        return sum(chapter.take.recording.is_ready for chapter in self.chapters) > 1

    @property
    def is_coded(self) -> bool:
        """Whether coders found something in any of its takes."""
        return any(chapter.codings for chapter in self.chapters)

    @property
    def people(self) -> int:
        """How many colleagues took part."""
        invited = {i.person_id for chapter in self.chapters for i in chapter.invitations}
        spoke = {c.author_id for chapter in self.chapters for c in chapter.comments}
        return len((invited | spoke) - {self.lesson.author_id})


def record_of(lesson: LessonPage, viewer: User) -> Record:
    """Put a lesson's record together, in at most fifteen queries, however many takes it has.

    What colleagues share is in it: no private notes, and of deleted comments nothing. What was
    said on a deleted take is in it as text, without anything to be seen or heard. Of a
    round that is blind to the viewer it holds their own words alone.
    """
    takes = list(
        lesson.takes.select_related("recording", "plan", "live", "deleted_by")
        .prefetch_related("phase_marks")
        .order_by("number")
    )
    return Record(
        lesson=lesson,
        chapters=_chapters(lesson, takes, viewer),
        ledger=ledger(takes=takes, viewer=viewer),
        first_plan=_first_plan(takes),
        showcase=showcase_of(lesson=lesson, takes=takes, viewer=viewer),
    )


def _chapters(lesson: LessonPage, takes: Sequence[Take], viewer: User) -> list[Chapter]:
    comments = _comments_by_take(takes, viewer)
    invitations = _invitations_by_take(takes)
    points = points_by_take(takes)
    codings = coding_reports(lesson_id=lesson.pk, takes=takes, person=viewer)
    blind = set(Round.objects.blind_to(viewer).values_list("take", flat=True))
    marks = marks_without_a_place(takes=takes, person=viewer, blind=blind)
    rounds, reports = rounds_of(takes), observation_reports(takes)
    changes = [plan_changes(before=before, after=after) for before, after in pairwise(takes)]
    return [
        Chapter(
            take=take,
            changes=changed,
            invitations=invitations[take.pk],
            comments=comments[take.pk],
            points=fmean(points[take.pk]) if points[take.pk] else None,
            observers=len(points[take.pk]),
            codings=codings[take.pk],
            is_blind=take.pk in blind,
            drawings=_drawings(take, comments[take.pk]),
            marks=marks[take.pk],
            round=tell_round(
                rounds.get(take.pk),
                invitations[take.pk],
                viewer=viewer,
                author=lesson.author_id,
            ),
            sheets=[] if take.pk in blind else reports.get(take.pk, []),
            bars=take_bars(take=take),
        )
        for take, changed in zip(takes, [[], *changes], strict=False)
    ]


def _comments_by_take(takes: Sequence[Take], viewer: User) -> Mapping[int, list[Comment]]:
    """Return what colleagues share on the takes, in order of time, with verdicts and replies.

    Each says in `agreed` how many agree with it, in `tag_names` how it is tagged, and in
    `enclosed` what goes with it.
    """
    kept = {take.pk for take in takes if take.deleted_at is None}
    replies = Reply.objects.filter(deleted_at=None).select_related("author").order_by("pk")
    shared = (
        Comment.objects.shared()
        .unhidden(viewer)
        .filter(take__in=takes)
        .select_related("author", "verdict", "answer__take", "sketch")
        .prefetch_related(Prefetch("replies", replies))
        .annotate(agreed=Count("assents"), tagged=tags_of_each(), sent=enclosures_of_each())
        .order_by("start_ms", "pk")
    )
    found = defaultdict(list)
    for comment in shared:
        comment.tag_names = [tag["name"] for tag in read_tags(comment.tagged)]
        sent = comment.sent if comment.take_id in kept else ""
        comment.enclosed = read_enclosures(sent, author=str(comment.author))
        found[comment.take_id].append(comment)
    return found


def _drawings(take: Take, comments: Sequence[Comment]) -> Mapping[int, Drawn]:
    if take.deleted_at:
        return {}
    found = {c.pk: drawn_on(comment=c, recording=take.recording) for c in comments}
    return {pk: drawn for pk, drawn in found.items() if drawn}


def _invitations_by_take(takes: Sequence[Take]) -> Mapping[int, list[Invitation]]:
    found = defaultdict(list)
    asked = Invitation.objects.filter(take__in=takes).select_related("person", "invited_by")
    for invitation in asked.order_by("pk"):
        found[invitation.take_id].append(invitation)
    return found


def _first_plan(takes: Sequence[Take]) -> list[Part]:
    reflection = capfirst(LessonPage._meta.get_field("reflection").verbose_name)
    first = plan_of(takes[0]) if takes else []
    return [(part, text) for part, text in first if text and part != reflection]
