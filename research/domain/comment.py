"""Writing, editing and deleting comments."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lessons.models import Take
from moke.accounts.models import User
from research.domain.change import next_change
from research.domain.enclosure import Enclosed, keep_enclosures, remove_enclosures, words_for
from research.domain.mention import keep_mentions
from research.domain.moment import clip_span
from research.domain.overlap import State, reconcile
from research.domain.round import check_open
from research.domain.sketch import check_picture, read_sketch, set_sketch
from research.domain.tag import set_tags
from research.domain.words import tidy_body
from research.enums import CommentKind
from research.models import Comment


@transaction.atomic
def write_comment(
    *,
    take: Take,
    author: User,
    kind: str,
    start_ms: int,
    end_ms: int | None = None,
    body: str,
    private: bool = False,
    token: uuid.UUID | None = None,
    sketch: str = "",
    tags: Collection[int] = (),
    enclosed: Sequence[Enclosed] = (),
    zero_ms: int | None = None,
) -> Comment:
    """Write a comment at a moment, or with `end_ms` on a span, of a take.

    Both count from `zero_ms`, as `clip_span` says. `sketch` is as `read_sketch` reads it, `tags`
    are keys. What is `enclosed` needs no words. The same `token` a second time returns the comment
    of the first. Raises ValidationError, with a field unless the take's round is closed.
    """
    change = next_change(lesson_id=take.lesson_id)
    if token and (written := Comment.objects.filter(author=author, token=token).first()):
        return written
    check_open(take=take, person=author)
    check_kind(kind=kind)
    start_ms, end_ms = clip_span(take=take, start_ms=start_ms, end_ms=end_ms, zero_ms=zero_ms)
    comment = Comment.objects.create(
        take=take,
        author=author,
        kind=kind,
        start_ms=start_ms,
        end_ms=end_ms,
        body=tidy_body(body=body if body.strip() else words_for(enclosed)),
        private=private,
        token=token,
        change=change,
        said_change=change,
    )
    return _furnish(comment, sketch, tags, enclosed)


def _furnish(
    comment: Comment, sketch: str, tags: Collection[int], enclosed: Sequence[Enclosed]
) -> Comment:
    if drawn := _read_for(comment.take, sketch):
        set_sketch(comment=comment, drawn=drawn)
    set_tags(comment=comment, tags=tags)
    keep_enclosures(comment=comment, enclosed=enclosed)
    keep_mentions(comment=comment, change=comment.change)
    return comment


@transaction.atomic
def edit_comment(
    *,
    comment: Comment,
    body: str,
    kind: str = "",
    sketch: str = "",
    tags: Collection[int] | None = None,
    dropped: Collection[uuid.UUID] = (),
    before: Sequence[State] = (),
) -> Comment:
    """Replace the words, and with `kind` the kind; the time of the change stays as a trace.

    `sketch` replaces the drawing, or takes it away if it has no shapes; empty, it changes nothing.
    `tags` replace the tags; None changes nothing. `dropped` are keys of enclosures to remove.
    What was changed since `before` stays, as `reconcile` says.
    """
    change = next_change(lesson_id=comment.take.lesson_id)
    comment.refresh_from_db(fields=["kind", "body", "deleted_at"])
    check_not_deleted(comment=comment)
    sent: dict[str, Any] = {"body": tidy_body(body=body), "kind": kind or comment.kind}
    sent |= {} if tags is None else {"tags": set(tags)}
    kept = reconcile(stands=said_in(comment=comment), sent=sent, before=before)
    body, kind, tags = kept["body"], kept["kind"], kept.get("tags")
    check_kind(kind=kind)
    drawn = _read_for(comment.take, sketch)
    is_redrawn = bool(sketch) and set_sketch(comment=comment, drawn=drawn)
    is_retagged = tags is not None and set_tags(comment=comment, tags=tags)
    is_lighter = bool(dropped) and remove_enclosures(comment=comment, keys=dropped)
    is_reworded = (body, kind) != (comment.body, comment.kind)
    if is_redrawn or is_retagged or is_lighter or is_reworded:
        comment.body, comment.kind = body, kind
        comment.change, comment.edited_at = change, timezone.now()
        comment.save(update_fields=["body", "kind", "change", "edited_at"])
        keep_mentions(comment=comment, change=change)
    return comment


def said_in(*, comment: Comment) -> dict[str, Any]:
    """Return what of a comment may be written anew, by the names of the form's fields."""
    tags = set(comment.comment_tags.values_list("tag", flat=True))
    return {"body": comment.body, "kind": comment.kind, "tags": tags}


@transaction.atomic
def delete_comment(*, comment: Comment) -> Comment:
    """Erase words, drawing, tags and enclosures. The place stays: replies keep their sense."""
    change = next_change(lesson_id=comment.take.lesson_id)
    comment.refresh_from_db(fields=["deleted_at"])
    if comment.deleted_at is None:
        set_sketch(comment=comment, drawn=None)
        comment.comment_tags.all().delete()
        remove_enclosures(comment=comment)
        comment.body = ""
        comment.change, comment.deleted_at = change, timezone.now()
        comment.save(update_fields=["body", "change", "deleted_at"])
        keep_mentions(comment=comment, change=change)
    return comment


def _read_for(take: Take, sketch: str) -> dict[str, Any] | None:
    drawn = read_sketch(text=sketch)
    check_picture(take=take, drawn=drawn)
    return drawn


def check_kind(*, kind: str) -> None:
    """Raise ValidationError unless the kind is one of the four."""
    if kind not in CommentKind:
        raise ValidationError({"kind": _("Choose what kind of comment this is.")})


def check_not_deleted(*, comment: Comment) -> None:
    """Raise ValidationError when the comment was deleted."""
    if comment.deleted_at:
        raise ValidationError(_("This comment was deleted."))


def check_shared(*, comment: Comment) -> None:
    """Raise ValidationError when the comment was deleted or is its author's alone."""
    check_not_deleted(comment=comment)
    if comment.private:
        raise ValidationError(_("This note is for its author alone."))
