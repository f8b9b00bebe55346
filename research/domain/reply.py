"""Writing, editing and deleting replies."""

import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moke.accounts.models import User
from research.domain.change import next_change, touch
from research.domain.comment import check_shared
from research.domain.mention import keep_mentions
from research.domain.overlap import State, reconcile
from research.domain.words import tidy_body
from research.models import Comment, Reply


@transaction.atomic
def write_reply(
    *, comment: Comment, author: User, body: str, token: uuid.UUID | None = None
) -> Reply:
    """Reply to a comment that colleagues share.

    The same author's `token` a second time returns the reply of the first. Raises
    ValidationError for a private or deleted comment and for words that are empty or too many.
    """
    change = next_change(lesson_id=comment.take.lesson_id)
    if token and (written := Reply.objects.filter(author=author, token=token).first()):
        return written
    comment.refresh_from_db(fields=["deleted_at"])
    check_shared(comment=comment)
    reply = Reply.objects.create(
        comment=comment,
        author=author,
        body=tidy_body(body=body),
        said_change=change,
        token=token,
    )
    keep_mentions(comment=comment, change=change, reply=reply)
    touch(comment=comment, change=change)
    return reply


@transaction.atomic
def edit_reply(*, reply: Reply, body: str, before: Sequence[State] = ()) -> Reply:
    """Replace the words; the time of the change stays as a trace.

    What was changed since `before` stays, as `reconcile` says.
    """
    change = next_change(lesson_id=reply.comment.take.lesson_id)
    reply.refresh_from_db(fields=["body", "deleted_at"])
    if reply.deleted_at:
        raise ValidationError(_("This reply was deleted."))
    sent = {"body": tidy_body(body=body)}
    body = reconcile(stands={"body": reply.body}, sent=sent, before=before)["body"]
    if body != reply.body:
        reply.body, reply.edited_at = body, timezone.now()
        reply.save(update_fields=["body", "edited_at"])
        keep_mentions(comment=reply.comment, change=change, reply=reply)
        touch(comment=reply.comment, change=change)
    return reply


@transaction.atomic
def delete_reply(*, reply: Reply) -> Reply:
    """Erase the words; that there was a reply stays as a trace."""
    change = next_change(lesson_id=reply.comment.take.lesson_id)
    reply.refresh_from_db(fields=["deleted_at"])
    if reply.deleted_at is None:
        reply.body, reply.deleted_at = "", timezone.now()
        reply.save(update_fields=["body", "deleted_at"])
        keep_mentions(comment=reply.comment, change=change, reply=reply)
        touch(comment=reply.comment, change=change)
    return reply
