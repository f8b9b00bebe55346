"""What waits for a person today, as lines in the order of urgency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from lessons.models import Invitation, Take
from moke.accounts.models import User
from moke.media.enums import UNDER_WAY, State
from research.domain.queries.mention import (
    first_call,
    number_of_calls,
    rooms_open_to,
    unseen_mentions,
)
from research.domain.queries.portion import with_portions
from research.enums import ACCEPTED
from research.models import Comment
from research.models.querysets import seen_by


class Urgency(IntEnum):
    """Why a line stands where it stands; the smaller, the higher."""

    LATE = 0
    FAILED = 1
    DUE = 2
    TO_ANSWER = 3
    MENTIONED = 4
    SENT_BACK = 5
    ASKED = 6
    TO_DECIDE = 7
    TO_UPLOAD = 8
    TO_SHOW = 9
    AT_WORK = 10


@dataclass(frozen=True)
class Line:
    """One thing that waits, about a take.

    `since` orders lines of the same urgency, the older first. `count` is of comments,
    `people` of those who wrote them, `unread` of those that are new; `next_take` is the later
    take in which adopted comments can be shown, if there is one. `called_in` is the comment that
    speaks to the person.
    """

    urgency: Urgency
    take: Take
    since: date
    invitation: Invitation | None = None
    count: int = 0
    people: int = 0
    unread: int = 0
    called_in: int | None = None
    latest_at: datetime | None = None
    next_take: Take | None = None

    @property
    def kind(self) -> str:
        return "review" if self.invitation else self.urgency.name.lower().replace("_", "-")


@dataclass(frozen=True)
class Tally:
    """What became of the comments on a take: how many wanted a verdict, and so on."""

    wanted: int = 0
    unread: int = 0
    waiting: int = 0
    people: int = 0
    adopted: int = 0
    unshown: int = 0
    latest_at: datetime | None = None


@dataclass(frozen=True)
class Call:
    """In how many comments on a take colleagues speak to a person by name, and the first's key."""

    take: Take
    comments: int
    first_comment: int


@dataclass(frozen=True)
class Work:
    """A person's takes with their recordings, and the tally of each, by the take's key.

    `calls` are of takes that are theirs or not.
    """

    takes: list[Take]
    tallies: dict[int, Tally]
    calls: Sequence[Call] = ()

    def tally(self, take: Take) -> Tally:
        return self.tallies.get(take.pk, Tally())

    def last_take(self, lesson_id: int) -> Take | None:
        """The latest take of a lesson; takes are in the order of their numbers."""
        return next((take for take in reversed(self.takes) if take.lesson_id == lesson_id), None)


def work_of(person: User) -> Work:
    """Fetch the person's takes and what colleagues said about them, in two queries."""
    called = unseen_mentions(person=person).values("comment__take").order_by()
    open_to = Take.objects.filter(rooms_open_to(person), pk__in=called)
    authored = Take.objects.kept().filter(lesson__author=person)
    concerning = Take.objects.filter(pk__in=_either(authored, open_to))
    takes = list(
        concerning.select_related("lesson", "recording")
        .annotate(calls=number_of_calls(person=person), called_in=first_call(person=person))
        .order_by("lesson", "number")
    )
    unanswered = Q(verdict=None)
    seen = Coalesce(seen_by(person, OuterRef("take")), 0)
    accepted = Q(verdict__choice__in=ACCEPTED)
    counted = (
        Comment.objects.wanting_verdict()
        .filter(take__lesson__author=person, take__deleted_at=None)
        .exclude(author=person)
        .values("take")
        .order_by("take")
        .annotate(
            wanted=Count("pk"),
            unread=Count("pk", filter=unanswered & Q(said_change__gt=seen)),
            waiting=Count("pk", filter=unanswered),
            people=Count("author", filter=unanswered, distinct=True),
            adopted=Count("pk", filter=accepted),
            unshown=Count("pk", filter=accepted & Q(answer=None)),
            latest_at=Max("created_at", filter=unanswered),
        )
    )
    tallies = {row.pop("take"): Tally(**row) for row in counted}
    return Work(
        takes=[take for take in takes if take.lesson.author_id == person.pk],
        tallies=tallies,
        calls=[Call(take, take.calls, take.called_in) for take in takes if take.calls],
    )


def _either(one: QuerySet[Take], other: QuerySet[Take]) -> QuerySet:
    """The keys of both: asked for apart, each finds its index."""
    return one.order_by().values("pk").union(other.order_by().values("pk"))


def waiting_for(person: User, work: Work, *, today: date | None = None) -> list[Line]:
    """Everything that waits for the person, the most urgent first."""
    today = today or timezone.localdate()
    lines = [
        *_reviews(person, today),
        *_recordings(work),
        *_comments(work),
        *(_call(call, today) for call in work.calls),
    ]
    return sorted(lines, key=lambda line: (line.urgency, line.since))


def _call(call: Call, today: date) -> Line:
    return Line(
        Urgency.MENTIONED, call.take, today, count=call.comments, called_in=call.first_comment
    )


def _reviews(person: User, today: date) -> Iterable[Line]:
    unread = Comment.objects.visible_to(person).shared().unread_by(person).order_by()
    said = unread.filter(take=OuterRef("take")).values("take").values(number=Count("pk"))
    unfinished = Invitation.objects.filter(
        person=person, done_at=None, take__round__closed_at=None, take__deleted_at=None
    ).select_related("invited_by", "take__recording", "take__lesson__author")
    asked = with_portions(unfinished).annotate(unread=Coalesce(Subquery(said), 0))
    for invitation in asked:
        due_on = invitation.due_on
        urgency = Urgency.ASKED
        if due_on:
            urgency = Urgency.LATE if due_on <= today else Urgency.DUE
        since = due_on or timezone.localdate(invitation.created_at)
        yield Line(urgency, invitation.take, since, invitation=invitation, unread=invitation.unread)


def _recordings(work: Work) -> Iterable[Line]:
    urgencies: dict[str, Urgency] = {
        **dict.fromkeys(UNDER_WAY, Urgency.AT_WORK),
        State.FAILED: Urgency.FAILED,
        State.WAITING: Urgency.TO_UPLOAD,
        State.UPLOADING: Urgency.TO_UPLOAD,
    }
    for take in work.takes:
        if urgency := urgencies.get(take.recording.state):
            yield Line(urgency, take, timezone.localdate(take.created_at))


def _comments(work: Work) -> Iterable[Line]:
    for take in work.takes:
        tally = work.tally(take)
        if tally.waiting:
            since = timezone.localdate(tally.latest_at)
            yield Line(
                Urgency.TO_ANSWER,
                take,
                since,
                count=tally.waiting,
                people=tally.people,
                unread=tally.unread,
                latest_at=tally.latest_at,
            )
        if tally.unshown:
            last = work.last_take(take.lesson_id)
            yield Line(
                Urgency.TO_SHOW,
                take,
                timezone.localdate(take.created_at),
                count=tally.unshown,
                next_take=last if last != take else None,
            )
