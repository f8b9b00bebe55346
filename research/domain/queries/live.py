"""What the pages of a lesson show that is observed in the room."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lessons.models import Take
from moke.accounts.models import User
from research.domain.live_placing import lies_within, words_of
from research.domain.round import is_blind_to
from research.models import Comment, LiveLesson, LiveMark, LiveSeat


@dataclass(frozen=True)
class Placing:
    """Where marks would come to lie."""

    rows: list["PlacingRow"]
    """Those whose words the person may read."""
    placed: int
    inside: int
    outside: int
    """All that are comments, all that would become some, and all that would not."""

    @property
    def hidden(self) -> int:
        return self.placed + self.inside + self.outside - len(self.rows)


@dataclass(frozen=True)
class PlacingRow:
    """`said` is the comment that the mark became, or the mark itself."""

    mark: LiveMark
    said: LiveMark | Comment
    words: str
    at_ms: int
    is_inside: bool
    is_drawn: bool


def find_live_of(take) -> LiveLesson | None:
    """Return the live lesson of the take."""
    return LiveLesson.objects.filter(take=take).first()


def who_is_in(live: LiveLesson) -> QuerySet[LiveSeat]:
    """The seats with the people in them and how many `marks` each has made."""
    made = LiveMark.objects.filter(live=live, author=OuterRef("person")).order_by()
    number = Subquery(made.values("author").annotate(all=Count("pk")).values("all"))
    return live.seats.select_related("person").annotate(marks=Coalesce(number, 0))


def placing_of(*, live: LiveLesson, person: User) -> Placing:
    """Say where the marks lie that are comments, and would lie that are none yet, with the words.

    Others' private notes stay unread, and so does everything of others in a round that is
    blind to the person. Comments that were deleted are left out.
    """
    is_kept = Q(comment__isnull=False, comment__deleted_at=None)
    marks = live.marks.filter(Q(placed_at=None) | is_kept)
    rows = [_row(live, mark) for mark in marks.select_related("author", "comment__sketch")]
    waiting = [row for row in rows if row.said is row.mark]
    inside = sum(row.is_inside for row in waiting)
    is_blind = is_blind_to(take=live.take, person=person)
    return Placing(
        rows=[
            row
            for row in rows
            if row.said.author_id == person.pk or not (is_blind or row.said.private)
        ],
        placed=len(rows) - len(waiting),
        inside=inside,
        outside=len(waiting) - inside,
    )


def _row(live: LiveLesson, mark: LiveMark) -> PlacingRow:
    comment = mark.comment
    return PlacingRow(
        mark=mark,
        said=comment or mark,
        words=comment.body if comment else words_of(mark=mark),
        at_ms=comment.start_ms if comment else live.second_of(mark.at),
        is_inside=lies_within(live=live, mark=mark),
        is_drawn=hasattr(comment, "sketch"),
    )


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
