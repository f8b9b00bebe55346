"""What became of the comments on a lesson, over all of its takes."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

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
    first = comments.open().select_related("author", "take")
    fates = ("kind", "verdict__choice", "answer__take__number")
    rows = comments.order_by().values_list(*fates).annotate(number=Count("pk"))
    choices, answered, states = Counter[str](), Counter[int](), Counter[str]()
    open_count = 0
    for kind, choice, answered_in, number in rows:
        state = state_of(kind=kind, private=False, deleted=False, choice=choice)
        states[state] += number
        choices[choice] += number
        if answered_in is not None:
            answered[answered_in] += number
        if state == WAITING or (choice in ACCEPTED and answered_in is None):
            open_count += number
    return Ledger(
        comments=states.total(),
        adopted=choices[VerdictChoice.ADOPTED],
        partly=choices[VerdictChoice.PARTLY],
        not_adopted=choices[VerdictChoice.NOT_ADOPTED],
        waiting=states[WAITING],
        answered=sorted(answered.items()),
        open_count=open_count,
        open=list(first.order_by("take__number", "start_ms", "pk")[:OPEN_SHOWN])
        if open_count
        else [],
    )
