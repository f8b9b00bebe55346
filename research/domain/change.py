"""The number that every change carries: to a lesson's comments, and to a topic."""

from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from lessons.models import Take
from research.models import ClipQuote, Comment, Topic


def next_change(*, lesson_id: int) -> int:
    """Hold the lesson's comments until the transaction ends and number the change.

    Locking the takes puts writers in a row (SQLite does so with every transaction): no
    number is given twice, and none appears after a greater one was seen.
    """
    takes = Take.objects.select_for_update().filter(lesson=lesson_id).order_by("pk")
    take_ids = list(takes.values_list("pk", flat=True))
    last = Comment.objects.filter(take__in=take_ids).aggregate(last=Max("change"))["last"]
    return (last or 0) + 1


def touch(*, comment: Comment, change: int) -> None:
    """Give a comment the number of what happened to it, so that open rooms fetch it."""
    comment.change = change
    comment.save(update_fields=["change"])


def hold_topic(*, topic: Topic) -> Topic:
    """Hold the topic until the transaction ends and return it as it is now.

    Its `change` is the number of the change about to be made; `settle_topic` keeps it.
    Raises ValidationError when the topic was deleted meanwhile.
    """
    held = Topic.objects.select_for_update().filter(pk=topic.pk).first()
    if held is None:
        raise ValidationError(_("This topic was deleted."))
    held.change += 1
    return held


def settle_topic(*, topic: Topic) -> None:
    """Count a held topic anew and save it with the number of its change."""
    kept = topic.posts.filter(deleted_at=None)
    counted = kept.aggregate(
        answers=Count("pk", filter=Q(is_opening=False)), last=Max("created_at")
    )
    topic.answer_count = counted["answers"]
    topic.spoken_at = counted["last"] or topic.opened_at
    topic.clip_count = ClipQuote.objects.filter(post__topic=topic).count()
    topic.save()
