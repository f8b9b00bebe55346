"""What a review room shows to one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet

from lessons.models import Take
from moke.accounts.models import User
from research.domain.queries.note import Note, Standing
from research.enums import WANTS_VERDICT
from research.models import Comment

SHOWN = ("all", "waiting", "mine", "carried")


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
    earlier = Comment.objects.filter(take__lesson=take.lesson_id, take__number__lt=take.number)
    answered_here = earlier.shared().filter(answer__take=take)
    return (
        Comment.objects.visible_to(viewer)
        .filter(
            Q(take=take)
            | Q(pk__in=earlier.open().values("pk"))
            | Q(pk__in=answered_here.values("pk"))
        )
        .exclude(private=True, deleted_at__isnull=False)
    )


def room_notes(
    *, take: Take, viewer: User, comments: QuerySet[Comment] | None = None
) -> list[Note]:
    """The room's comments in order of time, with all that their rendering needs."""
    if comments is None:
        comments = room_comments(take=take, viewer=viewer)
    standing = Standing.of(take=take, viewer=viewer)
    found = (
        comments.select_related("author", "take", "verdict__given_by", "answer__take")
        .prefetch_related("replies__author", "author__memberships")
        .order_by("start_ms", "pk")
    )
    return [Note(comment=comment, room=take, standing=standing) for comment in found]


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


def only_shown(*, notes: Iterable[Note], show: str) -> list[Note]:
    """The notes that one of the room's filters lets through; all for any other word."""
    if show == "waiting":
        return [note for note in notes if note.comment.is_awaiting_verdict]
    if show == "mine":
        return [note for note in notes if note.is_mine and not note.is_deleted]
    if show == "carried":
        return [note for note in notes if note.is_carried]
    return list(notes)


@transaction.atomic
def room_news(*, take: Take, viewer: User, since: int) -> News:
    """What changed in the room after the change numbered `since`."""
    changed = dict(_within_reach(take, viewer).filter(change__gt=since).values_list("pk", "change"))
    comments = room_comments(take=take, viewer=viewer).filter(pk__in=list(changed))
    notes = room_notes(take=take, viewer=viewer, comments=comments)
    gone = changed.keys() - {note.comment.pk for note in notes}
    return News(change=max(changed.values(), default=since), notes=notes, gone=sorted(gone))


def last_change(*, take: Take, viewer: User) -> int:
    """The number of the last change that the viewer's room can show."""
    found = _within_reach(take, viewer).aggregate(last=Max("change"))
    return found["last"] or 0


def _within_reach(take: Take, viewer: User) -> QuerySet[Comment]:
    takes = Q(take__lesson=take.lesson_id, take__number__lte=take.number)
    return Comment.objects.visible_to(viewer).filter(takes)
