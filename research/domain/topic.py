"""Opening, editing, closing and deleting topics."""

import uuid
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moke.accounts.models import User
from moke.curriculum.enums import Grade, Subject
from research.domain.change import hold_topic, settle_topic
from research.domain.clip import Quotable, put_clips
from research.domain.overlap import Overtaken
from research.domain.post import edit_post, tidy_post
from research.domain.words import tidy_title
from research.models import Audience, Post, Topic


@transaction.atomic
def open_topic(
    *,
    by: User,
    title: str,
    body: str,
    subjects: Iterable[str] = (),
    grades: Iterable[int] = (),
    clips: Sequence[Quotable] = (),
    token: uuid.UUID | None = None,
) -> Topic:
    """Open a topic for teachers of these subjects and grades; none means all.

    The same person's `token` a second time returns the topic of the first. Raises
    ValidationError, by field, for a title or text that is empty or too long, a subject or
    grade that does not exist, and as `put_clips` does.
    """
    if token and (written := Post.objects.filter(author=by, token=token).first()):
        return written.topic
    title, body = tidy_title(title=title), tidy_post(body=body, clips=clips)
    topic = Topic.objects.create(title=title, opened_by=by, change=1)
    _put_audience(topic, _read_audience(subjects, grades))
    post = Post.objects.create(
        topic=topic, author=by, body=body, is_opening=True, token=token, change=1
    )
    put_clips(post=post, clips=clips, by=by)
    settle_topic(topic=topic)
    return topic


@transaction.atomic
def edit_topic(
    *,
    topic: Topic,
    title: str,
    body: str,
    subjects: Iterable[str] = (),
    grades: Iterable[int] = (),
    clips: Sequence[Quotable] = (),
    seen: int | None = None,
) -> Topic:
    """Change what the topic is about and for whom; the opening keeps a trace, as posts do."""
    held = hold_topic(topic=topic)
    title, audience = tidy_title(title=title), _read_audience(subjects, grades)
    opening = held.posts.get(is_opening=True)
    is_about_else = title != held.title or audience != _audience_of(held)
    if is_about_else and seen not in (None, opening.change):
        raise Overtaken({"title": held.title, "body": opening.body})
    edit_post(post=opening, body=body, clips=clips, seen=seen)
    held.refresh_from_db()
    if is_about_else:
        _put_audience(held, audience)
        held.title = title
        held.change += 1
        opening.change, opening.edited_at = held.change, timezone.now()
        opening.save(update_fields=["change", "edited_at"])
        settle_topic(topic=held)
    return held


@transaction.atomic
def close_topic(*, topic: Topic, by: User) -> Topic:
    """End the discussion: it can still be read. Twice does no harm."""
    held = hold_topic(topic=topic)
    if not held.is_closed:
        held.closed_at, held.closed_by = timezone.now(), by
        settle_topic(topic=held)
    return held


@transaction.atomic
def reopen_topic(*, topic: Topic) -> Topic:
    """Let the discussion go on. Twice does no harm."""
    held = hold_topic(topic=topic)
    if held.is_closed:
        held.closed_at = held.closed_by = None
        settle_topic(topic=held)
    return held


@transaction.atomic
def delete_topic(*, topic: Topic) -> None:
    """Delete a topic that nobody else has answered, with all that stands in it.

    Raises ValidationError once a colleague has: their words are not the opener's to delete.
    """
    held = hold_topic(topic=topic)
    if held.posts.filter(deleted_at=None).exclude(author=held.opened_by_id).exists():
        raise ValidationError(
            _("Colleagues have answered, so the topic stays. You can close it instead.")
        )
    held.delete()


type For = tuple[list[str], list[int]]
"""The subjects and grades that a topic is for, in the order in which they are told."""


def _audience_of(topic: Topic) -> For:
    rows = list(topic.audience.values_list("subject", "grade"))
    subjects = [subject for subject, _grade in rows if subject]
    return subjects, [grade for _subject, grade in rows if grade is not None]


def _read_audience(subjects: Iterable[str], grades: Iterable[int]) -> For:
    subjects, grades = list(dict.fromkeys(subjects)), sorted(set(grades))
    if any(code not in Subject for code in subjects):
        raise ValidationError({"subjects": _("Choose among the subjects.")})
    if any(grade not in Grade for grade in grades):
        raise ValidationError({"grades": _("Choose among the grades.")})
    return subjects, grades


def _put_audience(topic: Topic, audience: For) -> None:
    subjects, grades = audience
    topic.audience.all().delete()
    Audience.objects.bulk_create(
        [
            *(Audience(topic=topic, subject=code) for code in subjects),
            *(Audience(topic=topic, grade=grade) for grade in grades),
        ]
    )
