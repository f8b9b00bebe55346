"""What students have to do: the homework of lessons and the sheets to work through."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from lessons.enums import AttachmentKind, ResourceKind
from lessons.models import Attachment, HomeworkItem, LessonPage, Resource
from lessons.models.lesson import PLAN_TEXTS
from moke.accounts.enums import Role
from moke.accounts.models import User

LESSONS_SHOWN = 3
SHEETS_SHOWN = 3
TEACHERS_FIELDS = ("objective", "answer", "why")
TO_WORK_THROUGH = (ResourceKind.TASK_SHEET, ResourceKind.EXERCISE)


@dataclass(frozen=True)
class ToDo:
    """What one lesson leaves to do: its homework, without answers, and its task sheets."""

    lesson: LessonPage
    items: list[HomeworkItem]
    sheets: list[Attachment]

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)


def to_do(student: User) -> list[ToDo]:
    """The tasks of the lessons that were released to the student's grade last, in three queries."""
    homework = HomeworkItem.objects.filter(lesson=OuterRef("pk"))
    lessons = list(
        LessonPage.objects.visible_to(student)
        .filter(Exists(homework) | Exists(_sheets().filter(lesson=OuterRef("pk"))))
        .filter(grade__in=grades_of(student))
        .select_related("author")
        .defer(*PLAN_TEXTS)
        .order_by("-last_published_at", "-pk")[:LESSONS_SHOWN]
    )
    items, sheets = defaultdict(list), defaultdict(list)
    for item in HomeworkItem.objects.filter(lesson__in=lessons).defer(*TEACHERS_FIELDS):
        items[item.lesson_id].append(item)
    for sheet in _sheets().filter(lesson__in=lessons):
        sheets[sheet.lesson_id].append(sheet)
    return [ToDo(lesson, items[lesson.pk], sheets[lesson.pk]) for lesson in lessons]


def homework_of(lesson: LessonPage) -> ToDo:
    """What the lesson leaves to do."""
    items = lesson.homework.all().defer(*TEACHERS_FIELDS)
    return ToDo(lesson, list(items), list(_sheets().filter(lesson=lesson)))


def sheets_for(student: User) -> list[Resource]:
    """The newest files of the library that students of this grade work through."""
    sheets = Resource.objects.visible_to(student).filter(
        kind__in=TO_WORK_THROUGH, grade__in=grades_of(student)
    )
    return list(sheets[:SHEETS_SHOWN])


def grades_of(student: User) -> list[int]:
    """The grades that a person is a student of."""
    return [m.grade for m in student.standing if m.role == Role.STUDENT and m.grade]


def _sheets():
    return Attachment.objects.filter(kind=AttachmentKind.TASK_SHEET)
