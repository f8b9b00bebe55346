"""How heavy the main pages may be: queries, however much they show, and bytes on the wire."""

import datetime

import pytest
from django.urls import reverse

from lessons.enums import Visibility
from moke.accounts.enums import Role
from research.enums import CommentKind
from research.models import Comment
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import (
    AttachmentFactory,
    HomeworkItemFactory,
    InvitationFactory,
    LessonPageFactory,
    TakeFactory,
)
from tests.factories.media import RecordingFactory
from tests.factories.research import WatchableTakeFactory

pytestmark = pytest.mark.django_db

KB = 1024
LIST_KB, LESSON_KB, ROOM_KB = 10, 10, 20
GZIP = {"Accept-Encoding": "gzip"}
WORDS = "这里请学生比较两次朗读，先说出哪里变了，再说为什么这样改；第{}次看仍觉得时间太短。"
PHASES = ["谈话导入", "初读课文", "品读句子", "分角色朗读", "小结"]


@pytest.fixture
def teacher():
    return MembershipFactory(role=Role.TEACHER, subjects=["chinese"], grade=1).person


def kb_of(client, url):
    answer = client.get(url, headers=GZIP)
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip")
    return len(answer.content) / KB


def make_cards(number):
    """Open lessons, each recorded and in review."""
    for n in range(number):
        lesson = LessonPageFactory(title=f"树和喜鹊，第{n}课", visibility=Visibility.PUBLIC)
        recording = RecordingFactory(owner=lesson.author, ready=True)
        InvitationFactory(take=TakeFactory(lesson=lesson, recording=recording))


def test_list_asks_as_often_for_48_cards_as_for_12(
    teacher, sign_in, monkeypatch, django_assert_num_queries
):
    make_cards(48)
    client, counted = sign_in(teacher), set()
    for number in (12, 24, 48):
        monkeypatch.setattr("lessons.views.library.CARDS_PER_PAGE", number)
        client.get(reverse("lessons:library"))
        with django_assert_num_queries(7):
            page = client.get(reverse("lessons:library"))
        counted.add(len(page.context["page"].object_list))
    assert counted == {12, 24, 48}


def test_list_of_24_cards_is_light(teacher, sign_in):
    make_cards(24)
    assert kb_of(sign_in(teacher), reverse("lessons:library")) <= LIST_KB


def test_lesson_with_its_discussion_is_light(teacher, sign_in):
    lesson = LessonPageFactory(
        author=teacher,
        visibility=Visibility.DISTRICT,
        objectives="能联系上下文说出词语的意思。\n" * 8,
        textbook_analysis="课文语言反复而有变化。" * 20,
        phases=[
            ("phase", {"name": name, "minutes": 8, "teacher_does": WORDS, "why": WORDS})
            for name in PHASES
        ],
    )
    take = WatchableTakeFactory(lesson=lesson)
    discuss(take, 500)
    for _n in range(4):
        AttachmentFactory(lesson=lesson)
        HomeworkItemFactory(lesson=lesson)
    assert kb_of(sign_in(teacher), reverse("lessons:lesson", args=[lesson.pk])) <= LESSON_KB


@pytest.mark.parametrize("number", [50, 500])
def test_room_is_light_however_many_comments(teacher, sign_in, number):
    take = WatchableTakeFactory(recording__owner=teacher)
    reviewer = InvitationFactory(take=take, due_on=datetime.date(2026, 9, 20)).person
    discuss(take, number)
    room = reverse("research:room", args=[take.pk])
    for person in (take.lesson.author, reviewer):
        assert kb_of(sign_in(person), room) <= ROOM_KB
        assert kb_of(sign_in(person), f"{room}?t=300") <= ROOM_KB


def discuss(take, number):
    people = [MembershipFactory(subjects=["chinese"], grade=n % 6 + 1).person for n in range(9)]
    kinds = list(CommentKind)
    Comment.objects.bulk_create(
        Comment(
            take=take,
            author=people[n % 9],
            kind=kinds[n * 7 % 4],
            start_ms=n * 1193,
            end_ms=n * 1193 + 4000 if n % 8 == 0 else None,
            body=WORDS.format(n * 7919 % 1000),
            change=n + 1,
        )
        for n in range(number)
    )
