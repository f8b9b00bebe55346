"""What the search finds, on the database in use."""

import pytest
from wagtail.models import Page

from lessons.models import CollectionPage, LessonPage, Resource
from moke.search.query import matching, models_holding
from tests.factories.lessons import HomeworkItemFactory, LessonPageFactory, ResourceFactory
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db


def found(words, **kwargs):
    return set(matching(LessonPage.objects.all(), words, **kwargs).values_list("pk", flat=True))


def test_triples_alone_are_no_proof_of_a_word():
    one = LessonPageFactory(title="喜鹊窝，鹊窝里，窝里边")
    other = LessonPageFactory(title="喜鹊窝里边")
    index_everything()
    assert found("喜鹊窝里边") == {other.pk}
    assert found("鹊窝里") == {one.pk, other.pk}


def test_words_may_stand_in_title_and_text():
    lesson = LessonPageFactory(title="树和喜鹊", objectives="有感情地朗读")
    LessonPageFactory(title="乌鸦喝水", objectives="有感情地朗读")
    index_everything()
    assert found("朗读 喜鹊") == {lesson.pk}


def test_case_and_width_make_no_difference():
    lesson = LessonPageFactory(title="Ｕｎｉｔ 3: What time is it?", objectives="PISA 测评")
    index_everything()
    for words in ("unit", "TIME", "pisa", "ＰＩＳＡ", "hat tim", "测 评"):
        assert found(words) == {lesson.pk}, words


def test_open_text_holds_no_plan_and_no_answers():
    lesson = LessonPageFactory(title="树和喜鹊", objectives="朗读目标")
    HomeworkItemFactory(lesson=lesson, task="抄写生字", answer="答案在此", why="巩固")
    index_everything()
    assert found("抄写", open_text=True) == found("树和喜鹊", open_text=True) == {lesson.pk}
    for words in ("朗读目标", "答案在此", "巩固"):
        assert found(words) == {lesson.pk}
        assert found(words, open_text=True) == set()


def test_things_of_other_models_are_not_mixed_up():
    lesson = LessonPageFactory(title="树和喜鹊")
    index_everything()
    pages = set(matching(Page.objects.all(), "树和喜鹊").values_list("pk", flat=True))
    assert pages == {lesson.pk}
    library = lesson.get_parent().specific
    assert set(matching(type(library).objects.all(), "树和喜鹊")) == set()


def test_models_are_named_that_hold_the_words(django_assert_num_queries):
    LessonPageFactory(title="树和喜鹊")
    ResourceFactory(title="喜鹊课件")
    index_everything()
    models = [LessonPage, CollectionPage, Resource]
    with django_assert_num_queries(1):
        assert models_holding(models, "喜鹊") == {LessonPage, Resource}
    assert models_holding(models, "树和喜鹊") == {LessonPage}
    assert models_holding(models, "喜鹊和树") == set()
    assert models_holding(models, "！") == models_holding([], "喜鹊") == set()
