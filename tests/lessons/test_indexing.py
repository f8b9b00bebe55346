"""Lessons are indexed by the worker when they change."""

import pytest
from django_ox.models import OxTask
from django_ox.testing import run_tasks

from lessons.domain.lesson import publish_plan
from lessons.models import HomeworkItem, LessonPage
from moke.accounts.domain.profile import change_profile
from moke.search.query import matching
from tests.factories.lessons import HomeworkItemFactory, LessonPageFactory

pytestmark = pytest.mark.django_db


def is_found(words):
    run_tasks()
    return matching(LessonPage.objects.all(), words).exists()


def test_a_prepared_lesson_is_found():
    LessonPageFactory(title="树和喜鹊", objectives="朗读")
    assert is_found("喜鹊")
    assert is_found("朗读")


def test_what_is_written_is_found_once_it_is_published():
    lesson = LessonPageFactory(title="树和喜鹊", objectives="旧目标")
    lesson.objectives = "新目标"
    lesson.homework = [HomeworkItem(task="抄写生字")]
    lesson.save_revision(user=lesson.author)
    assert not is_found("新目标")
    assert not is_found("抄写")
    publish_plan(lesson=LessonPage.objects.get(), by=lesson.author)
    assert is_found("新目标")
    assert is_found("抄写")
    assert not is_found("旧目标")


def test_removed_homework_is_found_no_more():
    lesson = LessonPageFactory()
    HomeworkItemFactory(lesson=lesson, task="抄写生字")
    assert is_found("抄写")
    lesson = LessonPage.objects.get()
    lesson.homework = []
    lesson.save_revision(user=lesson.author).publish(user=lesson.author)
    assert not is_found("抄写")


def test_a_deleted_lesson_is_found_no_more():
    lesson = LessonPageFactory(title="树和喜鹊")
    assert is_found("喜鹊")
    LessonPage.objects.get(pk=lesson.pk).delete()
    assert not is_found("喜鹊")


def test_lessons_are_found_by_the_new_name_of_their_author_and_school():
    lesson = LessonPageFactory(author__name="林晓燕", school__name="榆林路小学")
    assert is_found("林晓燕 榆林路")
    change_profile(person=lesson.author, name="林小雁", email="", language="")
    lesson.school.name = "榆林路实验学校"
    lesson.school.save()
    assert is_found("林小雁 榆林路实验")
    assert not is_found("林晓燕")
    assert not is_found("榆林路小学")


def test_signing_in_indexes_nothing():
    lesson = LessonPageFactory()
    run_tasks()
    before = OxTask.objects.count()
    lesson.author.save(update_fields=["last_login"])
    assert OxTask.objects.count() == before
