"""Nobody finds, counts or is offered a lesson by words that stand where they may not read."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lessons.domain.queries.library import lessons_holding, look_into_library, suggest_titles
from lessons.enums import Visibility
from lessons.models import LessonPage
from tests.factories.lessons import (
    HomeworkItemFactory,
    InvitationFactory,
    LessonPageFactory,
    TakeFactory,
)
from tests.indexing import index_everything

PLACES = {
    "title": "题目",
    "task": "抄写",
    "objectives": "目标",
    "phases": "导入",
    "answer": "答案",
    "why": "巩固",
    "author": "Author",
    "school": "Elm Lane",
}
OPEN = {"title", "task", "author", "school"}


@pytest.fixture
def lessons(people, schools):
    """One lesson of each visibility; in each place a word that stands nowhere else in it."""
    made = {}
    for visibility in Visibility:
        lesson = LessonPageFactory(
            author=people["author"],
            school=schools[0],
            title=f"题目{visibility.value}",
            visibility=visibility,
            objectives="目标",
            phases=[("phase", {"name": "开头", "minutes": 5, "teacher_does": "谈话导入。"})],
        )
        HomeworkItemFactory(lesson=lesson, task="抄写生字。", answer="答案见后。", why="为了巩固。")
        made[visibility] = lesson
    InvitationFactory(take=TakeFactory(lesson=made[Visibility.DRAFT]), person=people["reviewer"])
    index_everything()
    return made


@pytest.mark.parametrize("place", PLACES)
def test_words_find_and_count_a_lesson_only_where_they_may_be_read(people, lessons, place):
    word = PLACES[place]
    expected, found, counted = {}, {}, {}
    for name, person in people.items():
        for visibility, lesson in lessons.items():
            cell = (name, visibility.value)
            permission = "lessons.read_lesson" if place in OPEN else "lessons.read_plan"
            expected[cell] = person.has_perm(permission, lesson)
        wishes = {"words": word}
        shelf = look_into_library(person=person, wishes=wishes)
        drafts = look_into_library(person=person, wishes=wishes | {"state": "draft"})
        ids = {*shelf.ids, *drafts.ids}
        found |= {(name, v.value): lesson.pk in ids for v, lesson in lessons.items()}
        assert lessons_holding(person, word).count() == len(shelf.ids) == shelf.found
        counted[name] = (shelf.without["state"], shelf.counts["state"].get("draft", 0))
    assert found == expected
    assert counted == {name: count(expected, name) for name in people}


def count(expected, name):
    read = [visibility for (who, visibility), may in expected.items() if may and who == name]
    return len(read) - read.count("draft"), read.count("draft")


def test_rules_and_search_agree_on_who_reads_plans(people, lessons):
    """The author of a lesson finds it by its plan even when they teach no more."""
    author = people["author"]
    author.memberships.all().delete()
    author = type(author).objects.get(pk=author.pk)
    shelf = look_into_library(person=author, wishes={"words": "目标"})
    assert set(shelf.ids) == {
        lesson.pk for visibility, lesson in lessons.items() if visibility != Visibility.DRAFT
    }


def test_titles_alone_are_offered_of_lessons_that_may_be_seen(people, lessons):
    for name, person in people.items():
        expected = {
            lesson.title
            for visibility, lesson in lessons.items()
            if visibility != Visibility.DRAFT and person.has_perm("lessons.read_lesson", lesson)
        }
        assert (name, set(suggest_titles(person=person, words="题目"))) == (name, expected)
        for place in PLACES.keys() - {"title"}:
            assert suggest_titles(person=person, words=PLACES[place]) == []
    assert suggest_titles(person=people["author"], words="！") == []


def test_few_titles_are_offered_and_each_once(people, schools):
    for number in range(20):
        LessonPageFactory(title=f"喜鹊 {number // 2}", visibility=Visibility.PUBLIC)
    index_everything()
    offered = suggest_titles(person=AnonymousUser(), words="喜鹊")
    assert offered == [f"喜鹊 {number}" for number in range(9, 1, -1)]


def test_withdrawn_and_deleted_lessons_are_found_no_more(people, lessons):
    colleague = people["colleague"]
    LessonPage.objects.filter(pk=lessons[Visibility.PUBLIC].pk).update(visibility="draft")
    lessons[Visibility.DISTRICT].delete()
    shelf = look_into_library(person=colleague, wishes={"words": "题目"})
    assert list(shelf.ids) == [lessons[Visibility.SCHOOL].pk]
