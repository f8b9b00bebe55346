"""What became of the comments on a lesson, over all of its takes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import IntegerField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from lessons.models import Take
from moke.accounts.models import User
from moke.ui.clock import write_clock
from research.domain.queries.note import WAITING, state_of
from research.enums import ACCEPTED, VerdictChoice
from research.models import Comment

OPEN_SHOWN = 12
WORDS_SHOWN = 60
"""Characters of a comment that the ledger shows; one more is read."""

# Spelt out: built from models it was a thirtieth of the work of a lesson's page.
AGREED = RawSQL(
    "SELECT COUNT(*) FROM research_assent WHERE comment_id = research_comment.id",
    [],
    IntegerField(),
)


class OpenComment(NamedTuple):
    """A comment that is still open, as the ledger names it; `words` are how it begins.

    Its words and place are made here: a line of the template for each costs thrice as much.
    """

    pk: int
    take_id: int
    start_ms: int
    name: str
    username: str
    words: str
    agreed: int = 0
    """How many colleagues agree with it."""
    number: int = 0
    """Of its take."""

    @property
    def author(self) -> str:
        return self.name or self.username

    @property
    def opening(self) -> str:
        return self.words if len(self.words) <= WORDS_SHOWN else f"{self.words[: WORDS_SHOWN - 1]}…"

    @property
    def moment(self) -> str:
        at = {"number": self.number, "at": write_clock(self.start_ms / 1000)}
        return _("Take %(number)s · %(at)s") % at

    @property
    def place(self) -> str:
        """The end of its address, after that of the take's room."""
        return f"?t={self.start_ms // 1000}#comment-{self.pk}"


@dataclass(frozen=True)
class Ledger:
    """The ledger of a lesson.

    `comments` counts what colleagues share. `waiting` are suggestions and questions without
    a verdict; `open_count` adds those taken up that no later take answers yet, of which
    `open` holds the first. `answered` pairs the number of a take with how many comments of
    earlier takes it answers. `agreed` counts how often colleagues agreed with a comment.
    """

    comments: int
    adopted: int
    partly: int
    not_adopted: int
    waiting: int
    answered: list[tuple[int, int]]
    agreed: int
    open_count: int
    open: list[OpenComment]

    @property
    def more_open(self) -> int:
        return self.open_count - len(self.open)


def ledger(*, takes: Iterable[Take], viewer: User) -> Ledger:
    """Count what became of the shared comments on a lesson's takes, in one query.

    What others wrote in rounds that are blind to the viewer is not counted. On a take that was
    deleted nothing waits or is open any more.
    """
    takes = list(takes)
    numbers = {take.pk: take.number for take in takes}
    gone = {take.pk for take in takes if take.deleted_at}
    rows = _rows(numbers, viewer)
    choices, answered, states = Counter[str](), Counter[int](), Counter[str]()
    open_fates = set()
    fates = Counter((*row[:3], row[4] in gone) for row in rows)
    for (kind, choice, answered_in, is_over), number in fates.items():
        state = state_of(kind=kind, private=False, deleted=False, choice=choice)
        states["" if is_over else state] += number
        choices[choice] += number
        if answered_in is not None:
            answered[numbers[answered_in]] += number
        if state == WAITING or (choice in ACCEPTED and answered_in is None):
            open_fates.add((kind, choice, answered_in))
    still_open = [
        OpenComment(*row[3:]) for row in rows if row[:3] in open_fates and row[4] not in gone
    ]
    still_open.sort(key=lambda one: (numbers[one.take_id], one.start_ms, one.pk))
    return Ledger(
        comments=states.total(),
        adopted=choices[VerdictChoice.ADOPTED],
        partly=choices[VerdictChoice.PARTLY],
        not_adopted=choices[VerdictChoice.NOT_ADOPTED],
        waiting=states[WAITING],
        answered=sorted(answered.items()),
        agreed=sum(row[-1] for row in rows),
        open_count=len(still_open),
        open=[one._replace(number=numbers[one.take_id]) for one in still_open[:OPEN_SHOWN]],
    )


def _rows(take_ids: Iterable[int], viewer: User) -> list[tuple]:
    """Return kind, verdict and answering take of each comment, then what `OpenComment` takes."""
    shared = Comment.objects.shared().unhidden(viewer).filter(take__in=list(take_ids))
    return list(
        shared.order_by().values_list(
            *("kind", "verdict__choice", "answer__take"),
            *("pk", "take", "start_ms", "author__name", "author__username"),
            Left("body", WORDS_SHOWN + 1),
            AGREED,
        )
    )
