"""The number that every change to a lesson's comments carries."""

from django.db.models import Max

from lessons.models import Take
from research.models import Comment


def next_change(*, lesson_id: int) -> int:
    """Hold the lesson's comments until the transaction ends and number the change.

    Locking the takes puts writers in a row (SQLite does so with every transaction): no
    number is given twice, and none appears after a greater one was seen.
    """
    takes = Take.objects.select_for_update().filter(lesson=lesson_id).order_by("pk")
    take_ids = list(takes.values_list("pk", flat=True))
    last = Comment.objects.filter(take__in=take_ids).aggregate(last=Max("change"))["last"]
    return (last or 0) + 1
