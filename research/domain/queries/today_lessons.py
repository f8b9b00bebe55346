"""The lessons on a person's home page: their own with their state, and what is new."""

from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet

from lessons.models import LessonPage, Take
from moke.accounts.enums import Role
from moke.accounts.models import User
from moke.media.enums import State
from moke.media.models import WatchPosition
from research.domain.queries.today import AT_WORK, Tally, Work

MINE_SHOWN = 6
NEW_SHOWN = 6
CONTINUED_SHOWN = 3
WATCHED_SHARE = 0.95


@dataclass(frozen=True)
class MyLesson:
    """A lesson of one's own, its latest take if there is one, and how the take stands."""

    lesson: LessonPage
    take: Take | None
    tally: Tally

    @property
    def state(self) -> str:
        """One word for the one fact on the card; the template says it as a sentence."""
        if self.take is None:
            return "plan"
        recording = self.take.recording
        if recording.state in AT_WORK:
            return "at-work"
        if recording.state != State.READY:
            return "failed" if recording.state == State.FAILED else "to-upload"
        if self.tally.waiting:
            return "to-answer"
        if self.tally.wanted:
            return "answered"
        return "in-review" if self.lesson.reviewers_awaited else "ready"


def my_lessons(person: User, work: Work) -> list[MyLesson]:
    """The lessons that the person worked on last."""
    found = (
        LessonPage.objects.by(person)
        .annotate(
            reviewers_awaited=Count("takes__invitations", Q(takes__invitations__done_at=None))
        )
        .order_by(F("latest_revision_created_at").desc(nulls_last=True), "-pk")[:MINE_SHOWN]
    )
    mine = []
    for lesson in found:
        take = work.last_take(lesson.pk)
        mine.append(MyLesson(lesson, take, work.tally(take) if take else Tally()))
    return mine


def new_lessons(person: User) -> QuerySet[LessonPage]:
    """The newest lessons of others within the person's care.

    A curator's is the district, a school admin's the school, a teacher's the subjects taught;
    everybody else sees what is newest of all that they may see.
    """
    found = LessonPage.objects.visible_to(person)
    if not person.is_authenticated:
        return as_cards(found)
    found = found.exclude(author=person)
    administered = person.schools_as(Role.SCHOOL_ADMIN)
    if administered and not person.is_curator:
        found = found.filter(school__in=administered)
    elif person.subjects and not person.is_curator:
        found = found.filter(subject__in=person.subjects)
    return as_cards(found)


def released_lessons(student: User) -> QuerySet[LessonPage]:
    """The newest lessons released to the student's grade."""
    grades = [m.grade for m in student.standing if m.role == Role.STUDENT]
    return as_cards(LessonPage.objects.visible_to(student).filter(grade__in=grades))


def as_cards(lessons: QuerySet[LessonPage]) -> QuerySet[LessonPage]:
    """The newest few, with what a card shows, in two queries."""
    takes = Take.objects.select_related("recording").order_by("number")
    return (
        lessons.select_related("author", "school")
        .prefetch_related(Prefetch("takes", takes))
        .order_by("-first_published_at", "-pk")[:NEW_SHOWN]
    )


def continue_watching(person: User) -> QuerySet[WatchPosition]:
    """Where the person stopped in recordings not yet seen to the end, the latest first."""
    return (
        WatchPosition.objects.filter(
            person=person,
            position_s__gt=0,
            position_s__lt=F("recording__duration_s") * WATCHED_SHARE,
            recording__take__lesson__in=LessonPage.objects.visible_to(person),
        )
        .exclude(recording__published_attempt="")
        .select_related("recording__take__lesson__author", "recording__take__lesson__school")
        .order_by("-changed_at")[:CONTINUED_SHOWN]
    )
