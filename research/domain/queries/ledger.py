"""What became of the comments on a lesson, over all of its takes."""

from collections import Counter
from dataclasses import dataclass

from lessons.models import LessonPage
from research.domain.queries.note import WAITING, state_of
from research.enums import ACCEPTED, VerdictChoice
from research.models import Comment

OPEN_SHOWN = 12


@dataclass(frozen=True)
class Ledger:
    """The ledger of a lesson.

    `comments` counts what colleagues share. `waiting` are suggestions and questions without
    a verdict; `open_count` adds those taken up that no later take answers yet, of which
    `open` holds the first. `answered` pairs the number of a take with how many comments of
    earlier takes it answers.
    """

    comments: int
    adopted: int
    partly: int
    not_adopted: int
    waiting: int
    answered: list[tuple[int, int]]
    open_count: int
    open: list[Comment]

    @property
    def more_open(self) -> int:
        return self.open_count - len(self.open)


def ledger(lesson: LessonPage) -> Ledger:
    """Count what became of the lesson's shared comments. Two queries, however many."""
    comments = Comment.objects.shared().filter(take__lesson=lesson.pk)
    rows = list(
        comments.order_by("take__number", "start_ms", "pk").values_list(
            "pk", "kind", "verdict__choice", "answer__take__number"
        )
    )
    choices = Counter(choice for _pk, _kind, choice, _answered in rows)
    still_open = [pk for pk, kind, choice, answered in rows if _is_open(kind, choice, answered)]
    first = Comment.objects.filter(pk__in=still_open[:OPEN_SHOWN])
    states = Counter(
        state_of(kind=kind, private=False, deleted=False, choice=choice)
        for _pk, kind, choice, _answered in rows
    )
    return Ledger(
        comments=len(rows),
        adopted=choices[VerdictChoice.ADOPTED],
        partly=choices[VerdictChoice.PARTLY],
        not_adopted=choices[VerdictChoice.NOT_ADOPTED],
        waiting=states[WAITING],
        answered=sorted(Counter(row[3] for row in rows if row[3]).items()),
        open_count=len(still_open),
        open=list(
            first.select_related("author", "take").order_by("take__number", "start_ms", "pk")
        ),
    )


def _is_open(kind: str, choice: str | None, answered: int | None) -> bool:
    """What `CommentQuerySet.open` says, of one shared comment."""
    state = state_of(kind=kind, private=False, deleted=False, choice=choice)
    return state == WAITING or (choice in ACCEPTED and answered is None)
