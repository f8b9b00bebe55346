"""What became of the comments on a lesson, take by take."""

from collections import Counter
from dataclasses import dataclass

from lessons.models import LessonPage, Take
from research.enums import VerdictChoice
from research.models import Comment


@dataclass(frozen=True)
class Line:
    """The ledger of one take.

    `comments` counts what colleagues share. `waiting` are suggestions and questions
    without a verdict; `open` adds those taken up that no later take answers yet.
    `answered` pairs the number of a later take with how many comments it answers.
    """

    take: Take
    comments: int
    adopted: int
    partly: int
    not_adopted: int
    waiting: int
    answered: list[tuple[int, int]]
    open: list[Comment]


@dataclass(frozen=True)
class Ledger:
    """The ledger of a lesson: one line for each take that has a number."""

    lines: list[Line]

    @property
    def comments(self) -> int:
        return sum(line.comments for line in self.lines)

    @property
    def adopted(self) -> int:
        return sum(line.adopted for line in self.lines)

    @property
    def partly(self) -> int:
        return sum(line.partly for line in self.lines)

    @property
    def not_adopted(self) -> int:
        return sum(line.not_adopted for line in self.lines)

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.lines)

    @property
    def open(self) -> list[Comment]:
        return [comment for line in self.lines for comment in line.open]

    @property
    def answered(self) -> list[tuple[int, int]]:
        """Pairs of a take's number and how many comments of earlier takes it answers."""
        counted: Counter[int] = Counter()
        for line in self.lines:
            counted.update(dict(line.answered))
        return sorted(counted.items())


def ledger(lesson: LessonPage) -> Ledger:
    """Count what became of the lesson's shared comments. Two queries, however many."""
    comments = (
        Comment.objects.shared()
        .filter(take__lesson=lesson.pk)
        .select_related("author", "take", "verdict", "answer__take")
        .order_by("take__number", "start_ms", "pk")
    )
    by_take: dict[int, list[Comment]] = {}
    for comment in comments:
        by_take.setdefault(comment.take_id, []).append(comment)
    takes = Take.objects.filter(lesson=lesson.pk).order_by("number")
    return Ledger(lines=[_line(take, by_take.get(take.pk, [])) for take in takes])


def _line(take: Take, comments: list[Comment]) -> Line:
    choices = Counter(c.verdict.choice for c in comments if hasattr(c, "verdict"))
    answered = Counter(c.answer.take.number for c in comments if hasattr(c, "answer"))
    return Line(
        take=take,
        comments=len(comments),
        adopted=choices[VerdictChoice.ADOPTED],
        partly=choices[VerdictChoice.PARTLY],
        not_adopted=choices[VerdictChoice.NOT_ADOPTED],
        waiting=sum(comment.is_awaiting_verdict for comment in comments),
        answered=sorted(answered.items()),
        open=[comment for comment in comments if comment.is_open],
    )
