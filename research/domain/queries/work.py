"""Certificates of work (教研活动证明): what somebody reviewed and taught in a term."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from lessons.enums import DeletionReason
from lessons.models import Invitation, LessonPage, Take
from lessons.models.lesson import PLAN_TEXTS
from moke.accounts.enums import TEACHING_ROLES
from moke.accounts.models import School, User
from moke.backends.collation import in_chinese_order
from moke.curriculum.terms import SchoolTerm
from research.enums import WorkRole
from research.models import Coding, Comment, Credit, LiveSeat, Observation, Round

type Key = tuple[int, int]
"""The keys of a person and of a take."""
type Days = Mapping[Key, datetime | None]


BESIDES = (WorkRole.LEAD, WorkRole.CODER, WorkRole.OBSERVER)
"""Roles whose pieces are counted, and whose time is not added up: it is mostly a reviewer's."""


@dataclass(frozen=True)
class Piece:
    """A take that somebody reviewed to the end, taught, or took part in otherwise."""

    take: Take
    role: WorkRole
    on: date
    comments: int
    """What they said to colleagues about it."""
    has_form: bool
    """Whether they handed in an observation form."""

    @property
    def duration_s(self) -> float:
        return self.take.recording.duration_s or 0


@dataclass(frozen=True)
class TermWork:
    """What somebody did in a term, the earliest first."""

    person: User
    pieces: Sequence[Piece]

    @property
    def reviewed(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.role == WorkRole.REVIEWER]

    @property
    def taught(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.role == WorkRole.AUTHOR]

    def count(self, role: WorkRole) -> int:
        return sum(piece.role == role for piece in self.pieces)

    @property
    def besides(self) -> list[tuple[str, int]]:
        """What else they did, by role, where they did any."""
        return [(str(role.label), number) for role in BESIDES if (number := self.count(role))]

    @property
    def reviewed_s(self) -> float:
        return sum(piece.duration_s for piece in self.reviewed)

    @property
    def taught_s(self) -> float:
        return sum(piece.duration_s for piece in self.taught)

    @property
    def comments(self) -> int:
        return sum(piece.comments for piece in self.reviewed)

    @property
    def forms(self) -> int:
        return sum(piece.has_form for piece in self.reviewed)


def work_in(*, people: Iterable[User], term: SchoolTerm) -> list[TermWork]:
    """Return what each of the people did in a term, in nine queries however many they are.

    Time is time of recording: of a take that somebody finished reviewing, or handed in a form
    about, within the term, and of one that they taught within it and that can be watched, or
    could before it was deleted. One's own words about one's own lesson are no review.
    """
    people = list(people)
    said, forms = _comments_of(people), _forms_of(people)
    days = {
        WorkRole.REVIEWER: _reviews_of(people, forms),
        WorkRole.LEAD: _led_by(people),
        WorkRole.CODER: _coded_by(people),
        WorkRole.OBSERVER: _observed_by(people),
    }
    begin, end = _span(term)
    within = [
        (role, *key, at)
        for role, done in days.items()
        for key, at in done.items()
        if at and begin <= at < end
    ]
    takes = _takes().in_bulk({take for _role, _person, take, _at in within})
    pieces = defaultdict(list)
    for role, person, key, at in within:
        if takes[key].lesson.author_id == person and role != WorkRole.CODER:
            continue
        on, is_review = timezone.localdate(at), role == WorkRole.REVIEWER
        number = said.get((person, key), 0) if is_review else 0
        pieces[person].append(
            Piece(takes[key], role, on, number, is_review and (person, key) in forms)
        )
    for take in _taught_by(people, term):
        author = take.lesson.author_id
        pieces[author].append(Piece(take, WorkRole.AUTHOR, take.taught_on, 0, has_form=False))
    return [
        TermWork(person, sorted(pieces[person.pk], key=lambda piece: (piece.on, piece.take.pk)))
        for person in people
    ]


def teachers_of(school: School) -> list[User]:
    """Who teaches at the school, in the order of their names."""
    taught = Q(memberships__school=school, memberships__role__in=TEACHING_ROLES)
    found = User.objects.filter(taught, is_active=True).distinct()
    return list(found.order_by(in_chinese_order("name"), "pk"))


def takes_open_to(viewer: User, works: Iterable[TermWork]) -> set[int]:
    """The keys of the takes in the works whose lessons the viewer may read: others stay unnamed."""
    takes = {piece.take.pk: piece.take.lesson_id for work in works for piece in work.pieces}
    seen = LessonPage.objects.visible_to(viewer).filter(pk__in=set(takes.values()))
    open_to = set(seen.values_list("pk", flat=True))
    return {take for take, lesson in takes.items() if lesson in open_to}


def _span(term: SchoolTerm) -> tuple[datetime, datetime]:
    zone = timezone.get_current_timezone()
    begin = datetime.combine(term.begins_on, time.min, zone)
    return begin, datetime.combine(term.next.begins_on, time.min, zone)


def _comments_of(people: Iterable[User]) -> Mapping[Key, int]:
    said = Comment.objects.shared().filter(author__in=people).order_by().values("author", "take")
    counted = said.annotate(number=Count("pk"))
    return {(row["author"], row["take"]): row["number"] for row in counted}


def _forms_of(people: Iterable[User]) -> Days:
    handed_in = Observation.objects.filter(observer__in=people, handed_in_at__isnull=False)
    rows = handed_in.values_list("observer", "take", "handed_in_at")
    return {(observer, take): at for observer, take, at in rows}


def _reviews_of(people: Iterable[User], forms: Mapping[Key, datetime | None]) -> Days:
    """When each finished which review; one that was finished counts when it was withdrawn, too."""
    kept = Credit.objects.filter(person__in=people)
    done = Invitation.objects.filter(person__in=people, done_at__isnull=False)
    rows = [row for found in (kept, done) for row in found.values_list("person", "take", "done_at")]
    return {**forms, **{(person, take): at for person, take, at in rows}}


def _led_by(people: Iterable[User]) -> Days:
    """When each set the round that they led; whoever leads takes part in it by an invitation."""
    led = Round.objects.filter(set_by__in=people, take__invitations__person=F("set_by"))
    rows = led.values_list("set_by", "take", "closed_at", "set_at")
    return {(person, take): closed_at or set_at for person, take, closed_at, set_at in rows}


def _coded_by(people: Iterable[User]) -> Days:
    done = Coding.objects.filter(coder__in=people, finished_at__isnull=False)
    rows = done.order_by("finished_at").values_list("coder", "take", "finished_at")
    return {(person, take): at for person, take, at in rows}


def _observed_by(people: Iterable[User]) -> Days:
    seats = LiveSeat.objects.filter(person__in=people)
    rows = seats.values_list("person", "live__take", "taken_at")
    return {(person, take): at for person, take, at in rows}


def _taught_by(people: Iterable[User], term: SchoolTerm) -> QuerySet[Take]:
    """What can be watched, or could before it was deleted. A wrong file was nobody's lesson."""
    was_watched = Q(deleted_at__isnull=False, recording__duration_s__gt=0)
    was_watched &= ~Q(deleted_because=DeletionReason.WRONG_FILE)
    return _takes().filter(
        ~Q(recording__published_attempt="") | was_watched,
        lesson__author__in=people,
        taught_on__range=(term.begins_on, term.ends_on),
    )


def _takes() -> QuerySet[Take]:
    found = Take.objects.select_related("lesson__school", "lesson__author", "recording")
    return found.defer(*(f"lesson__{name}" for name in PLAN_TEXTS))
