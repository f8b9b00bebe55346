"""What a review room shows to one person."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet

from lessons.models import Take
from moke.accounts.models import User
from research.domain.queries.note import Note, notes_of
from research.domain.queries.standing import Standing
from research.enums import WANTS_VERDICT
from research.models import Comment


@dataclass(frozen=True)
class News:
    """What changed since a room was last asked.

    `change` is the number to ask with next time; `gone` holds ids of comments that the
    room shows no longer.
    """

    change: int
    notes: list[Note]
    gone: list[int]


def room_comments(*, take: Take, viewer: User) -> QuerySet[Comment]:
    """The comments of a take that the viewer may read, and those carried into it.

    Carried are comments of earlier takes that are still open or that this take answers.
    Deleted ones stay as a trace; a private one goes with its words.
    """
    inside = Q(take=take)
    if take.number > 1:
        earlier = Comment.objects.filter(take__lesson=take.lesson_id, take__number__lt=take.number)
        answered_here = earlier.shared().filter(answer__take=take)
        inside |= Q(pk__in=earlier.open().values("pk")) | Q(pk__in=answered_here.values("pk"))
    kept = Q(private=False) | Q(deleted_at=None)
    return Comment.objects.visible_to(viewer).filter(inside, kept)


def room_notes(
    *,
    take: Take,
    viewer: User,
    standing: Standing | None = None,
    comments: QuerySet[Comment] | None = None,
) -> list[Note]:
    """The room's comments, or those given, in order of time, with all that is shown of them."""
    if comments is None:
        comments = room_comments(take=take, viewer=viewer)
    standing = standing or Standing.of(take=take, viewer=viewer)
    return notes_of(comments=comments, room=take, standing=standing)


def room_counts(*, take: Take, viewer: User) -> dict[str, int]:
    """How many comments each filter of the room lets through."""
    kept = Q(deleted_at=None)
    waiting = kept & Q(private=False, verdict=None, kind__in=WANTS_VERDICT)
    counted: dict[str, Any] = room_comments(take=take, viewer=viewer).aggregate(
        all=Count("pk", filter=kept),
        waiting=Count("pk", filter=waiting),
        mine=Count("pk", filter=kept & Q(author=viewer)),
        carried=Count("pk", filter=~Q(take=take)),
    )
    return counted


@transaction.atomic
def room_news(*, take: Take, viewer: User, since: int) -> News:
    """What changed in the room after the change numbered `since`."""
    changed = dict(_within_reach(take, viewer).filter(change__gt=since).values_list("pk", "change"))
    comments = room_comments(take=take, viewer=viewer).filter(pk__in=list(changed))
    notes = room_notes(take=take, viewer=viewer, comments=comments)
    gone = changed.keys() - {note["id"] for note in notes}
    return News(change=max(changed.values(), default=since), notes=notes, gone=sorted(gone))


def room_takes(*, take: Take, viewer: User) -> list[tuple[Take, int]]:
    """The lesson's takes, each with the number of the last change that the viewer may know."""
    visible = Q(comments__private=False) | Q(comments__author=viewer)
    takes = Take.objects.filter(lesson=take.lesson_id).order_by("number")
    annotated = takes.annotate(last_change=Max("comments__change", filter=visible))
    return [(one, one.last_change or 0) for one in annotated]


def last_change(*, take: Take, viewer: User) -> int:
    """The number of the last change that the viewer's room can show."""
    found = _within_reach(take, viewer).aggregate(last=Max("change"))
    return found["last"] or 0


def _within_reach(take: Take, viewer: User) -> QuerySet[Comment]:
    takes = Q(take__lesson=take.lesson_id, take__number__lte=take.number)
    return Comment.objects.visible_to(viewer).filter(takes)
