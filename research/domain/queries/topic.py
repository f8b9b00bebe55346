"""Topics as the board lists them, and what their heads say."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Prefetch, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lessons.models import LessonPage
from moke.accounts.anybody import Anybody
from moke.accounts.models import Membership, User
from moke.curriculum.enums import Grade, Subject
from moke.search.query import matching
from research.models import ClipQuote, Post, Topic

TALKED_ABOUT_DAYS = 30
TALKED_ABOUT_SHOWN = 5
RUN_WORTH_A_WORD = 3
"""So many grades in a row are said as "first to last"."""


def topics(*, wishes: Mapping, person: User) -> QuerySet[Topic]:
    """The topics that the person wishes to see, the last spoken in first.

    `wishes` may hold words, subject, grade and mine.
    """
    found = matching(Topic.objects.all(), wishes.get("words") or "")
    if subject := wishes.get("subject"):
        found = found.for_subject(subject)
    if grade := wishes.get("grade"):
        found = found.for_grade(grade)
    if wishes.get("mine"):
        found = found.with_words_of(person)
    return found.order_by("-spoken_at", "-pk")


def as_lines(found: QuerySet[Topic]) -> QuerySet[Topic]:
    """Fetch with the topics what their lines on the board say."""
    memberships = Membership.objects.select_related("school")
    return found.select_related("opened_by").prefetch_related(
        "audience", Prefetch("opened_by__memberships", memberships)
    )


def topics_holding(person: Anybody, words: str) -> QuerySet[Topic]:
    """The topics with these words that the person may read."""
    found = Topic.objects.all() if person.has_perm("research.read_topics") else Topic.objects.none()
    return matching(found, words)


def talked_about(person: User, *, at: datetime.datetime | None = None) -> QuerySet[Topic]:
    """Topics of the last weeks: those for the person's subjects and grades by name first."""
    since = (at or timezone.now()) - datetime.timedelta(days=TALKED_ABOUT_DAYS)
    grades = [m.grade for m in person.standing if m.grade]
    named = Topic._base_manager.filter(audience__subject__in=person.subjects or [""])
    graded = Topic._base_manager.filter(audience__grade__in=grades)
    nearness = Case(
        When(pk__in=named.filter(audience__subject__gt="").values("pk"), then=Value(0)),
        When(pk__in=graded.values("pk"), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    recent = Topic.objects.filter(spoken_at__gte=since, closed_at=None)
    return recent.order_by(nearness, "-spoken_at", "-pk")[:TALKED_ABOUT_SHOWN]


def topics_quoting(lesson: LessonPage) -> QuerySet[Topic]:
    """The topics with a clip of the lesson, the last spoken in first."""
    quoting = ClipQuote.objects.filter(take__lesson=lesson.pk).values("post__topic")
    return Topic.objects.filter(pk__in=quoting).select_related("opened_by")


def say_grades(grades: Iterable[int]) -> str:
    """The grades in words, from below: Grade 1, Grades in a row as "first to last"."""
    runs: list[list[int]] = []
    for grade in sorted(set(grades)):
        if runs and grade == runs[-1][-1] + 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    said = []
    for run in runs:
        names = [str(Grade(grade).label) for grade in run]
        if len(run) < RUN_WORTH_A_WORD:
            said += names
        else:
            said.append(_("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]})
    return say_list(said)


def say_subjects(codes: Iterable[str]) -> str:
    """The subjects in words, in the order of the curriculum."""
    known = set(codes)
    return say_list(str(subject.label) for subject in Subject if subject in known)


def say_list(things: Iterable[str]) -> str:
    return pgettext("between things of a list", ", ").join(things)


def say_audience(topic: Topic) -> str:
    """Whom a topic is for: grades · subjects; nothing when it is for all."""
    return " · ".join(filter(None, [say_grades(topic.grades), say_subjects(topic.subjects)]))


def say_person(person: User) -> str:
    """Where somebody teaches what: school · subjects. Needs memberships with their schools."""
    memberships = list(person.memberships.all())
    schools = dict.fromkeys(m.school.name for m in memberships if m.school)
    return " · ".join(filter(None, [*list(schools)[:1], say_subjects(_subjects(memberships))]))


@dataclass(frozen=True)
class Voices:
    """Who has spoken in a topic, counted and in words."""

    people: int
    schools: int
    grades: str
    subjects: str

    def __str__(self) -> str:
        schools = ngettext("%(number)d school", "%(number)d schools", self.schools)
        people = ngettext("%(number)d teacher", "%(number)d teachers", self.people)
        said = [
            schools % {"number": self.schools} if self.schools else "",
            self.grades,
            self.subjects,
            people % {"number": self.people},
        ]
        return " · ".join(filter(None, said))


def voices(topic: Topic) -> Voices:
    """Which schools, grades and subjects have spoken in a topic. One query."""
    spoken = Post.objects.filter(topic=topic, deleted_at=None).values("author")
    memberships = list(Membership.objects.teaching().filter(person__in=spoken))
    return Voices(
        people=len({m.person_id for m in memberships}),
        schools=len({m.school_id for m in memberships if m.school_id}),
        grades=say_grades(m.grade for m in memberships if m.grade),
        subjects=say_subjects(_subjects(memberships)),
    )


def _subjects(memberships: Iterable[Membership]) -> set[str]:
    return {code for m in memberships for code in m.subjects}
