"""A district of 10,000 lessons, each with a Chinese plan of 1,500 characters, made in bulk."""

import datetime
import random
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from treebeard.mp_tree import MP_Node
from wagtail.models import Page, Revision

from lessons.domain.library import ensure_library
from lessons.enums import LessonKind, Visibility
from lessons.models import HomeworkItem, Invitation, LessonPage, Take
from moke.accounts.enums import Role
from moke.accounts.models import Membership, School, User
from moke.curriculum.enums import Grade, Subject
from moke.media.enums import State
from moke.media.models import Recording
from tests.benchmarks.search_words import PLAN_CHARACTERS, Writer

LESSONS = 10_000
SCHOOLS = 20
TEACHERS_A_SCHOOL = 20
CHUNK = 500
VISIBILITIES = (Visibility.SCHOOL, Visibility.DISTRICT, Visibility.DISTRICT, Visibility.PUBLIC)
DRAFT_IN, TAUGHT_IN, IN_REVIEW_IN, SELECTED_IN = 8, 3, 40, 60
"""Of so many lessons one is a draft, is not taught yet, is in review, is selected."""


@dataclass(frozen=True)
class SearchWorld:
    teacher: User
    student: User
    lessons: int


def build_search_world(lessons: int = LESSONS) -> SearchWorld:
    """Make the district and index it; half a minute for 10,000 lessons."""
    writer, dice = Writer(seed=1), random.Random(2)
    with transaction.atomic():
        schools = School.objects.bulk_create(
            School(name=f"第{n}小学", code=f"bench-{n}") for n in range(SCHOOLS)
        )
        teachers = _people(schools, writer, Role.TEACHER, TEACHERS_A_SCHOOL)
        students = _people(schools, writer, Role.STUDENT, 1)
        libraries = {school.pk: ensure_library(school=school) for school in schools}
        for start in range(0, lessons, CHUNK):
            numbers = range(start, min(start + CHUNK, lessons))
            _make_lessons(numbers, teachers, libraries, writer, dice)
        Page.fix_tree()
    call_command("update_index", verbosity=0)
    return SearchWorld(teacher=teachers[0], student=students[0], lessons=lessons)


def tidy_tables() -> None:
    """Do what the database does by itself a few minutes after so many rows have come.

    PostgreSQL refuses it inside a transaction.
    """
    statement = {"postgresql": "VACUUM ANALYZE", "sqlite": "PRAGMA optimize"}
    with connection.cursor() as cursor:
        cursor.execute(statement[connection.vendor])


def _people(schools: list[School], writer: Writer, role: str, each: int) -> list[User]:
    people = User.objects.bulk_create(
        User(username=f"bench-{role}-{n}", name=writer.name(), password="!")
        for n in range(each * len(schools))
    )
    Membership.objects.bulk_create(
        Membership(
            person=person,
            role=role,
            school=schools[n % len(schools)],
            grade=n % 9 + 1,
            subjects=[list(Subject)[n % 6]] if role == Role.TEACHER else [],
        )
        for n, person in enumerate(people)
    )
    return people


def _make_lessons(numbers: range, teachers: list[User], libraries, writer: Writer, dice) -> None:
    kind = ContentType.objects.get_for_model(LessonPage)
    lessons = []
    for n in numbers:
        author = teachers[n % len(teachers)]
        school = author.standing[0].school
        lessons.append(
            _lesson(
                n=n,
                author=author,
                school=school,
                library=libraries[school.pk],
                kind=kind,
                writer=writer,
                dice=dice,
            )
        )
    _save_pages(lessons)
    HomeworkItem.objects.bulk_create(
        HomeworkItem(lesson=lesson, task=writer.text(40), answer=writer.text(30), sort_order=at)
        for lesson in lessons
        for at in range(2)
    )
    _teach([lesson for lesson in lessons if dice.randrange(TAUGHT_IN)], teachers, kind, dice)


def _lesson(*, n, author, school, library, kind, writer: Writer, dice) -> LessonPage:
    writer.turn_to_another_lesson()
    part = PLAN_CHARACTERS // 6
    published = timezone.now() - datetime.timedelta(hours=n)
    return LessonPage(
        path=MP_Node._get_path(library.path, library.depth + 1, n + 1),
        depth=library.depth + 1,
        title=writer.title(),
        slug=f"bench-{n}",
        url_path=f"{library.url_path}bench-{n}/",
        content_type=kind,
        locale_id=library.locale_id,
        owner=author,
        author=author,
        school=school,
        subject=dice.choices(list(Subject), range(len(Subject), 0, -1))[0],
        grade=dice.choice(list(Grade)),
        kind=dice.choices(list(LessonKind), (9, 5, 3, 2, 4))[0],
        edition="统编版",
        visibility=dice.choice(VISIBILITIES) if dice.randrange(DRAFT_IN) else Visibility.DRAFT,
        selected_at=None if dice.randrange(SELECTED_IN) else published,
        first_published_at=published,
        last_published_at=published,
        latest_revision_created_at=published,
        objectives=writer.text(part),
        textbook_analysis=writer.text(part),
        learner_analysis=writer.text(part),
        key_points=writer.text(part // 2),
        reflection=writer.text(part // 2),
        phases=[("phase", _phase(writer, part)) for _phase_of_two in range(2)],
    )


def _phase(writer: Writer, characters: int) -> dict:
    half = characters // 2
    return {
        "name": writer.phrase(),
        "minutes": 20,
        "teacher_does": writer.text(half),
        "students_do": writer.text(half),
        "why": "",
    }


def _save_pages(lessons: list[LessonPage]) -> None:
    """Save the rows of the pages together; those of the lessons follow, each to its page."""
    fields = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    pages = Page.objects.bulk_create(
        Page(**{name: getattr(lesson, name) for name in fields}) for lesson in lessons
    )
    for lesson, page in zip(lessons, pages, strict=True):
        lesson.pk = lesson.id = page.pk
        lesson.save_base(raw=True, force_insert=True)


def _teach(lessons: list[LessonPage], teachers: list[User], kind, dice) -> None:
    plans = Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id=str(lesson.pk),
            object_str=lesson.title,
            created_at=timezone.now(),
            content={},
        )
        for lesson in lessons
    )
    recordings = Recording.objects.bulk_create(
        Recording(
            owner=lesson.author,
            state=State.READY,
            percent=100,
            published_attempt="a" * 32,
            duration_s=2_400,
            height_px=360,
        )
        for lesson in lessons
    )
    takes = Take.objects.bulk_create(
        Take(
            lesson=lesson,
            number=1,
            taught_on=timezone.localdate(),
            class_name="一（2）班",
            plan=plan,
            recording=recording,
        )
        for lesson, plan, recording in zip(lessons, plans, recordings, strict=True)
    )
    Invitation.objects.bulk_create(
        Invitation(take=take, person=dice.choice(teachers), invited_by=take.lesson.author)
        for take in takes
        if not dice.randrange(IN_REVIEW_IN)
    )
