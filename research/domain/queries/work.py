"""Certificates of work (教研活动证明): what somebody reviewed and taught in a term."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from lessons.models import Invitation, LessonPage, Take
from lessons.models.lesson import PLAN_TEXTS
from moke.accounts.enums import TEACHING_ROLES
from moke.accounts.models import School, User
from moke.backends.collation import in_chinese_order
from moke.curriculum.terms import SchoolTerm
from research.enums import WorkRole
from research.models import Comment, Observation


@dataclass(frozen=True)
class Piece:
    """A take that somebody reviewed to the end, or taught."""

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
    """Return what each of the people did in a term, in five queries however many they are.

    Time is time of recording: of a take that somebody finished reviewing, or handed in a form
    about, within the term, and of one that they taught within it and that can be watched.
    One's own words about one's own lesson are no review.
    """
    people = list(people)
    said = _comments_of(people)
    forms = _forms_of(people)
    pieces = defaultdict(list)
    for (person, take), on in _reviews_of(people, forms, term).items():
        key = (person, take.pk)
        pieces[person].append(Piece(take, WorkRole.REVIEWER, on, said.get(key, 0), key in forms))
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


def takes_open_to(viewer: User, work: TermWork) -> set[int]:
    """The keys of the takes in the work whose lessons the viewer may read: others stay unnamed."""
    lessons = {piece.take.lesson_id for piece in work.pieces}
    seen = LessonPage.objects.visible_to(viewer).filter(pk__in=lessons)
    open_to = set(seen.values_list("pk", flat=True))
    return {piece.take.pk for piece in work.pieces if piece.take.lesson_id in open_to}


def _span(term: SchoolTerm) -> tuple[datetime, datetime]:
    zone = timezone.get_current_timezone()
    begin = datetime.combine(term.begins_on, time.min, zone)
    return begin, datetime.combine(term.next.begins_on, time.min, zone)


def _comments_of(people: Iterable[User]) -> Mapping[tuple[int, int], int]:
    said = Comment.objects.shared().filter(author__in=people).order_by().values("author", "take")
    counted = said.annotate(number=Count("pk"))
    return {(row["author"], row["take"]): row["number"] for row in counted}


def _forms_of(people: Iterable[User]) -> Mapping[tuple[int, int], datetime | None]:
    handed_in = Observation.objects.filter(observer__in=people, handed_in_at__isnull=False)
    rows = handed_in.values_list("observer", "take", "handed_in_at")
    return {(observer, take): at for observer, take, at in rows}


def _reviews_of(
    people: Iterable[User], forms: Mapping[tuple[int, int], datetime | None], term: SchoolTerm
) -> dict[tuple[int, Take], date]:
    """Person and take of each review that was finished in the term, and the day."""
    begin, end = _span(term)
    done = Invitation.objects.filter(person__in=people, done_at__isnull=False)
    finished = {(i.person_id, i.take_id): i.done_at for i in done}
    whole = {**forms, **finished}
    within = {key: at for key, at in whole.items() if at and begin <= at < end}
    takes = _takes().in_bulk({take for _person, take in within})
    return {
        (person, takes[take]): timezone.localdate(at)
        for (person, take), at in within.items()
        if takes[take].lesson.author_id != person
    }


def _taught_by(people: Iterable[User], term: SchoolTerm) -> QuerySet[Take]:
    return (
        _takes()
        .filter(lesson__author__in=people, taught_on__range=(term.begins_on, term.ends_on))
        .exclude(recording__published_attempt="")
    )


def _takes() -> QuerySet[Take]:
    found = Take.objects.select_related("lesson__school", "lesson__author", "recording")
    return found.defer(*(f"lesson__{name}" for name in PLAN_TEXTS))
