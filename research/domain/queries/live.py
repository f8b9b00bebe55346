"""What the pages of a lesson show that is observed in the room."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lessons.models import Take
from moke.accounts.models import User
from research.domain.live_placing import lies_within, unplaced, words_of
from research.domain.round import is_blind_to
from research.models import LiveLesson, LiveMark, LiveSeat


@dataclass(frozen=True)
class Placing:
    """Where marks would come to lie."""

    rows: list["PlacingRow"]
    """Those whose words the person may read."""
    inside: int
    outside: int
    """All that would become comments, and all that would not."""

    @property
    def hidden(self) -> int:
        return self.inside + self.outside - len(self.rows)


@dataclass(frozen=True)
class PlacingRow:
    mark: LiveMark
    words: str
    at_ms: int
    is_inside: bool


def find_live_of(take) -> LiveLesson | None:
    """Return the live lesson of the take."""
    return LiveLesson.objects.filter(take=take).first()


def who_is_in(live: LiveLesson) -> QuerySet[LiveSeat]:
    """The seats with the people in them and how many `marks` each has made."""
    made = LiveMark.objects.filter(live=live, author=OuterRef("person")).order_by()
    number = Subquery(made.values("author").annotate(all=Count("pk")).values("all"))
    return live.seats.select_related("person").annotate(marks=Coalesce(number, 0))


def placing_of(*, live: LiveLesson, person: User) -> Placing:
    """Say where the marks that are no comments yet would lie, with the words that may be read.

    Others' private notes stay unread, and so does everything of others in a round that is
    blind to the person.
    """
    marks = list(unplaced(live))
    inside = {mark.pk for mark in marks if lies_within(live=live, mark=mark)}
    is_blind = is_blind_to(take=live.take, person=person)
    read = [mark for mark in marks if mark.author_id == person.pk or not (is_blind or mark.private)]
    rows = [
        PlacingRow(mark, words_of(mark=mark), live.second_of(mark.at), mark.pk in inside)
        for mark in read
    ]
    return Placing(rows=rows, inside=len(inside), outside=len(marks) - len(inside))


def marks_without_a_place(
    *, takes: Iterable[Take], person: User, blind: Collection[int]
) -> Mapping[int, list[LiveMark]]:
    """The shared marks of lessons that are over which are no comments, by the takes' keys.

    Of takes whose keys are `blind`, the person's own alone. No query where none was observed in
    the room; the takes bring their live lessons.
    """
    over = [take.live for take in takes if hasattr(take, "live") and not take.live.is_running]
    found = defaultdict[int, list[LiveMark]](list)
    if not over:
        return found
    marks = LiveMark.objects.filter(live__in=over, placed_at=None, private=False)
    for mark in marks.select_related("author", "live"):
        if mark.author_id == person.pk or mark.live.take_id not in blind:
            found[mark.live.take_id].append(mark)
    return found


def own_marks(*, live: LiveLesson, person: User) -> list[dict]:
    """The person's marks as their page takes them up; moments in milliseconds since 1970."""
    return [
        {
            "token": str(mark.token),
            "kind": mark.kind,
            "at": round(mark.at.timestamp() * 1000),
            "body": mark.body,
            "private": mark.private,
            "is_placed": mark.placed_at is not None,
        }
        for mark in live.marks.filter(author=person)
    ]
