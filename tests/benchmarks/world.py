"""A district of 1,000 lessons, and one take that colleagues have said 500 things about."""

from dataclasses import dataclass

from django.db import transaction

from lessons.domain.invitation import invite
from lessons.enums import Visibility
from lessons.models import LessonPage
from moke.accounts.enums import Role
from moke.accounts.models import User
from moke.curriculum.enums import Subject
from research.domain.comment import write_comment
from research.enums import CommentKind
from tests.factories.accounts import MembershipFactory, SchoolFactory
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.factories.media import RecordingFactory

LESSONS = 1_000
COMMENTS = 500
AUTHORS = 20
LENGTH_S = 2_700
WORDS = "这里请学生比较两次朗读，先让他们说出“哪里变了”，再给评价语言。"


@dataclass(frozen=True)
class World:
    teacher: User
    lesson: LessonPage
    take_id: int


@transaction.atomic
def build_world() -> World:
    """Make the district and return the teacher who looks at it."""
    schools = SchoolFactory.create_batch(4)
    subjects = list(Subject)[:6]
    authors = [
        MembershipFactory(
            role=Role.TEACHER, school=schools[n % 4], grade=n % 9 + 1, subjects=[subjects[n % 6]]
        ).person
        for n in range(AUTHORS)
    ]
    lessons = [_lesson(n, authors[n % AUTHORS], schools[n % 4], subjects) for n in range(LESSONS)]
    teacher, lesson = authors[0], lessons[0]
    take = TakeFactory(
        lesson=lesson, recording=RecordingFactory(ready=True, owner=teacher, duration_s=LENGTH_S)
    )
    invite(take=take, people=authors[1:], by=teacher)
    kinds = list(CommentKind)
    for n in range(COMMENTS):
        write_comment(
            take=take,
            author=authors[1 + n % (AUTHORS - 1)],
            kind=kinds[n % 4],
            start_ms=n * LENGTH_S * 1000 // COMMENTS,
            body=WORDS,
        )
    return World(teacher=teacher, lesson=lesson, take_id=take.pk)


def _lesson(n: int, author: User, school: object, subjects: list) -> LessonPage:
    return LessonPageFactory(
        author=author,
        school=school,
        title=f"树和喜鹊 {n}",
        subject=subjects[n % 6],
        grade=n % 9 + 1,
        visibility=list(Visibility)[n % 4] if n else Visibility.DISTRICT,
        objectives="能联系上下文说出词语的意思。" * 20,
        textbook_analysis="课文语言反复而有变化。" * 30,
    )
