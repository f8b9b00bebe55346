"""Writing, editing and deleting posts of topics."""

import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moke.accounts.models import User
from research.domain.change import hold_topic, settle_topic
from research.domain.clip import Quotable, put_clips
from research.domain.overlap import Overtaken
from research.domain.words import tidy_markup
from research.models import Post, Topic


@transaction.atomic
def write_post(
    *,
    topic: Topic,
    author: User,
    body: str,
    clips: Sequence[Quotable] = (),
    token: uuid.UUID | None = None,
) -> Post:
    """Answer in a topic, with rich text, clips or both.

    The same author's `token` a second time returns the post of the first. Raises
    ValidationError, by field, when the topic is closed or gone, for a text that is empty or
    too long, and as `put_clips` does.
    """
    held = hold_topic(topic=topic)
    if token and (written := Post.objects.filter(author=author, token=token).first()):
        return written
    if held.is_closed:
        raise ValidationError(_("This topic is closed. It can be read, but not answered."))
    body = tidy_post(body=body, clips=clips)
    post = Post.objects.create(
        topic=held, author=author, body=body, token=token, change=held.change
    )
    put_clips(post=post, clips=clips, by=author)
    settle_topic(topic=held)
    return post


@transaction.atomic
def edit_post(
    *, post: Post, body: str, clips: Sequence[Quotable] = (), seen: int | None = None
) -> Post:
    """Replace text and clips; the time of the change stays as a trace.

    `seen` is the change of the post that the editor started from. Raises Overtaken when it was
    changed since, and ValidationError when it was deleted, and as `write_post` does.
    """
    held = hold_topic(topic=post.topic)
    post.refresh_from_db(fields=["body", "change", "deleted_at"])
    if post.is_deleted:
        raise ValidationError(_("This post was deleted."))
    body = tidy_post(body=body, clips=clips)
    if body == post.body and list(clips) == list(post.clips.all()):
        return post
    if seen is not None and seen != post.change:
        raise Overtaken({"body": post.body})
    post.body, post.change, post.edited_at = body, held.change, timezone.now()
    post.save(update_fields=["body", "change", "edited_at"])
    put_clips(post=post, clips=clips, by=post.author)
    settle_topic(topic=held)
    return post


@transaction.atomic
def delete_post(*, post: Post) -> Post:
    """Erase words and clips of an answer; that there was one stays. Twice does no harm.

    Raises ValidationError for the opening, which goes with its topic.
    """
    if post.is_opening:
        raise ValidationError(_("The opening goes only with its topic."))
    held = hold_topic(topic=post.topic)
    post.refresh_from_db(fields=["change", "deleted_at"])
    if post.deleted_at is None:
        post.body, post.change, post.deleted_at = "", held.change, timezone.now()
        post.save(update_fields=["body", "change", "deleted_at"])
        post.clips.all().delete()
        settle_topic(topic=held)
    return post


def tidy_post(*, body: str, clips: Sequence[Quotable]) -> str:
    """Return the tidy text of a post; one without words and clips is refused."""
    tidy = tidy_markup(markup=body)
    if not tidy and not clips:
        raise ValidationError({"body": _("Write something first.")})
    return tidy
