"""What the search finds among two hundred lessons, beside what reading through them finds."""

import random

import pytest
from django.test import TestCase

from lessons.models import LessonPage
from moke.search.query import matching
from moke.search.text import fold, runs
from tests.benchmarks.search_world import build_search_world

pytestmark = pytest.mark.django_db

BAD_INPUT = [
    "字" * 10_000,
    "喜 " * 5_000,
    '"',
    "'; DROP TABLE lessons_lessonpage; --",
    "喜鹊 AND OR NOT NEAR(",
    "title:喜鹊*",
    "喜鹊 & ! | <-> \\",
    "{title body} : (喜鹊)",
    "100%_",
    "\x00喜鹊\x00",
    "👨‍👩‍👧 😀",
    "！？。，、；：“”",
    "\u200b\ufeff",
    "ﷺ" * 60,
    "\ud83d",
]


@pytest.fixture(scope="module")
def district(django_db_setup, django_db_blocker):
    """Two hundred lessons for all tests here, and the folded text of each."""
    with django_db_blocker.unblock():
        atomics = TestCase._enter_atomics()
        try:
            build_search_world(lessons=200)
            yield {lesson.pk: read_through(lesson) for lesson in LessonPage.objects.all()}
        finally:
            TestCase._rollback_atomics(atomics)


def read_through(lesson):
    parts = [lesson.title, lesson.author.name, lesson.school.name]
    parts += [lesson.objectives, lesson.textbook_analysis, lesson.learner_analysis]
    parts += [lesson.key_points, lesson.reflection]
    parts += [str(value) for phase in lesson.phases for value in phase.value.values()]
    parts += [f"{item.task}\n{item.answer}" for item in lesson.homework.all()]
    return fold("\n".join(parts))


def found(words, **kwargs):
    return set(matching(LessonPage.objects.all(), words, **kwargs).values_list("pk", flat=True))


def test_search_finds_exactly_what_reading_through_finds(district):
    dice = random.Random(5)
    texts = list(district.values())
    for length in range(1, 9):
        for _time in range(12):
            run = ""
            while len(run) < length:
                run = dice.choice(runs(dice.choice(texts)))
            start = dice.randrange(len(run) - length + 1)
            word = run[start : start + length]
            mixed = "".join(dice.sample(word, length))
            for asked in (word, mixed):
                expected = {pk for pk, text in district.items() if asked in text}
                assert (asked, found(asked)) == (asked, expected)


def test_search_finds_things_with_all_the_words(district):
    expected = {pk for pk, text in district.items() if "学生" in text and "喜鹊" in text}
    assert found("喜鹊　学生") == found("《喜鹊》、学生？") == expected
    assert expected


@pytest.mark.parametrize("words", BAD_INPUT, ids=range(len(BAD_INPUT)))
def test_search_answers_whatever_is_typed(district, words):
    for open_text in (False, True):
        assert found(words, open_text=open_text) <= set(district)


def test_nothing_but_punctuation_finds_nothing_and_blanks_find_everything(district):
    assert found("！？") == set()
    assert found(" \u3000\n") == set(district)


def test_search_keeps_filters_order_and_number_of_queries(district, django_assert_num_queries):
    lessons = LessonPage.objects.filter(visibility="public").order_by("title", "pk")
    expected = [lesson.pk for lesson in lessons if "学生" in district[lesson.pk]]
    with django_assert_num_queries(1):
        finds = list(matching(lessons, "学生").values_list("pk", flat=True))
    assert finds == expected
    assert [lesson.pk for lesson in matching(lessons, "学生")[1:3]] == expected[1:3]
