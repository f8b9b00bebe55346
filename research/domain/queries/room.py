"""What a review room shows to one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from lessons.models import Take
from moke.accounts.models import User
from research.domain.queries.margin import around
from research.domain.queries.note import Note, notes_of
from research.domain.queries.standing import Standing
from research.domain.queries.tag import NoteTag, read_tags, tags_on_offer
from research.enums import WANTS_VERDICT
from research.models import Comment, Reply, Visit
from research.models.querysets import CommentQuerySet, seen_by


@dataclass(frozen=True)
class News:
    """What changed since a room was last asked.

    `change` is the number to ask with next time; `gone` holds ids of comments that the
    room shows no longer.
    """

    change: int
    notes: list[Note]
    gone: list[int]


def room_comments(*, take: Take, viewer: User) -> CommentQuerySet:
    """The comments of a take that the viewer may read, and those carried into it.

    Carried are comments of earlier takes that are still open or that this take answers.
    Deleted ones stay as a trace; a private one goes with its words.
    """
    inside = Q(take=take)
    if take.number > 1:
        before = Take.objects.kept().filter(lesson=take.lesson_id, number__lt=take.number)
        earlier = Comment.objects.filter(take__in=before)
        answered_here = earlier.shared().filter(answer__take=take)
        inside |= Q(pk__in=earlier.open().values("pk")) | Q(pk__in=answered_here.values("pk"))
    kept = Q(private=False) | Q(deleted_at=None)
    return Comment.objects.visible_to(viewer).filter(inside, kept)


def room_notes(
    *,
    take: Take,
    viewer: User,
    standing: Standing | None = None,
    comments: CommentQuerySet | None = None,
) -> list[Note]:
    """The room's comments, or those given, in order of time, with all that is shown of them."""
    if comments is None:
        comments = room_comments(take=take, viewer=viewer)
    standing = standing or Standing.of(take=take, viewer=viewer)
    return notes_of(comments=comments, room=take, standing=standing)


def room_filters(*, take: Take, viewer: User) -> dict[str, Q]:
    """What the room's filters let through; `margin.SHOWN` says the same of notes at hand."""
    kept = Q(deleted_at=None)
    return {
        "all": kept,
        "waiting": kept & Q(private=False, verdict=None, kind__in=WANTS_VERDICT),
        "unread": kept & _unread(take, viewer),
        "private": kept & Q(private=True),
        "mine": kept & Q(author=viewer),
        "carried": ~Q(take=take),
    }


def _unread(take: Take, viewer: User) -> Q:
    """What `note.notes_of` calls unread, as a condition."""
    seen = Coalesce(seen_by(viewer, take), 0)
    replies = Reply.objects.filter(comment=OuterRef("pk"), deleted_at=None).exclude(author=viewer)
    is_fresh = Q(said_change__gt=seen) & ~Q(author=viewer)
    was_here = Exists(Visit.objects.filter(take=take, person=viewer))
    is_spoken_to = Exists(replies.filter(said_change__gt=seen))
    return (Q(take=take) | was_here) & (is_fresh | is_spoken_to)


def room_counts(*, take: Take, viewer: User) -> dict[str, int]:
    """How many comments each filter of the room lets through."""
    comments = room_comments(take=take, viewer=viewer)
    return _count(comments, room_filters(take=take, viewer=viewer))


def _count(comments: CommentQuerySet, filters: Mapping[str, Q]) -> dict[str, int]:
    counted: dict[str, Any] = comments.aggregate(
        **{name: Count("pk", filter=passes) for name, passes in filters.items()}
    )
    return counted


@dataclass(frozen=True)
class Sight:
    """The comments of a crowded room that are seen first, and how many come before and after.

    `counts` is what `room_counts` says.
    """

    notes: list[Note]
    earlier: int
    later: int
    counts: dict[str, int]


def first_sight_of(
    *,
    take: Take,
    viewer: User,
    standing: Standing,
    wanted: Q,
    at_s: float | None,
    pk: int | None,
) -> Sight:
    """What `margin.first_sight` shows of notes at hand, without fetching the others.

    `wanted` is what they have in common, said without joins: all is counted in one query.
    """
    comments = room_comments(take=take, viewer=viewer)
    shown = comments.filter(wanted)
    before = wanted & _before(shown, at_s=at_s, pk=pk)
    # First, since a count named "private" hides the field from those after it.
    asked = {"wanted": wanted, "before": before}
    counts = _count(comments, asked | room_filters(take=take, viewer=viewer))
    number, here = counts.pop("wanted"), counts.pop("before")
    seen = around(here=here, number=number)
    few = Comment.objects.filter(pk__in=shown.order_by("start_ms", "pk").values("pk")[seen])
    notes = room_notes(take=take, viewer=viewer, standing=standing, comments=few)
    return Sight(notes, seen.start, number - seen.start - len(notes), counts)


def _before(shown: CommentQuerySet, *, at_s: float | None, pk: int | None) -> Q:
    """What stands before a comment or a moment: nothing where neither is there."""
    if pk is not None:
        start_ms = Subquery(shown.filter(pk=pk).values("start_ms")[:1])
        return Q(start_ms__lt=start_ms) | Q(start_ms=start_ms, pk__lt=pk)
    return Q(pk=None) if at_s is None else Q(start_ms__lt=at_s * 1000)


@transaction.atomic
def room_news(*, take: Take, viewer: User, since: int) -> News:
    """What changed in the room after the change numbered `since`."""
    changed = dict(_within_reach(take, viewer).filter(change__gt=since).values_list("pk", "change"))
    comments = room_comments(take=take, viewer=viewer).filter(pk__in=list(changed))
    notes = room_notes(take=take, viewer=viewer, comments=comments)
    gone = changed.keys() - {note["id"] for note in notes}
    return News(change=max(changed.values(), default=since), notes=notes, gone=sorted(gone))


class KnownTake(NamedTuple):
    """A take of the room's lesson; `last_change` is the last that the viewer may know."""

    take: Take
    last_change: int
    comments: int
    tags: list[NoteTag]
    """That the district offers."""


def room_takes(*, take: Take, viewer: User) -> list[KnownTake]:
    """The lesson's takes, with what their rooms hold; to guests, theirs alone."""
    visible = Q(comments__private=False) | Q(comments__author=viewer)
    takes = Take.objects.kept().filter(lesson=take.lesson_id).order_by("number")
    if viewer.is_guest:
        takes = takes.filter(pk=take.pk)
    annotated = takes.annotate(
        last_change=Max("comments__change", filter=visible), said=Count("comments")
    ).annotate(tagged=tags_on_offer())
    return [
        KnownTake(one, one.last_change or 0, one.said, read_tags(one.tagged)) for one in annotated
    ]


def last_change(*, take: Take, viewer: User) -> int:
    """The number of the last change that the viewer's room can show."""
    found = _within_reach(take, viewer).aggregate(last=Max("change"))
    return found["last"] or 0


def _within_reach(take: Take, viewer: User) -> CommentQuerySet:
    takes = Q(take__lesson=take.lesson_id, take__number__lte=take.number)
    return Comment.objects.visible_to(viewer).filter(takes)
