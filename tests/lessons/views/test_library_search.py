"""The library's search as a page: what it shows, how it answers, what it costs."""

import gzip
import html
import re

import pytest

from lessons.enums import Visibility
from tests.factories.lessons import (
    HomeworkItemFactory,
    InvitationFactory,
    LessonPageFactory,
    TakeFactory,
)
from tests.indexing import index_everything

URL = "/library/"
QUERIES, QUERIES_WITH_WORDS = 8, 10
PAGE_BYTES = 10 * 1024


@pytest.fixture
def lesson(people, schools):
    """A lesson that everybody may see, with a word of its own in each part."""
    lesson = LessonPageFactory(
        author=people["author"],
        school=schools[0],
        title="树和喜鹊",
        visibility=Visibility.PUBLIC,
        objectives="一、能有感情地朗读课文。\n二、说出 <喜鹊> 为什么快乐。",
        phases=[("phase", {"name": "开头", "minutes": 5, "teacher_does": "谈话导入。"})],
    )
    HomeworkItemFactory(lesson=lesson, task="抄写生字。", answer="答案见后。")
    index_everything()
    return lesson


def excerpts(client, words):
    """Part and line of each excerpt on the page, as they are read."""
    page = client.get(URL, {"words": words}).text
    found = re.findall(r'<p class="excerpt"><b>(.*?)</b> (.*?)</p>', page)
    return [(part, html.unescape(line)) for part, line in found]


def test_a_hit_in_the_text_is_shown_where_it_stands(sign_in, people, lesson):
    client = sign_in(people["colleague"])
    assert excerpts(client, "朗读") == [
        ("Objectives", "一、能有感情地<mark>朗读</mark>课文。 二、说出 <喜鹊> 为什么快乐。")
    ]
    assert excerpts(client, "导入 答案") == [
        ("Phases", "开头 谈话<mark>导入</mark>。"),
        ("Homework", "抄写生字。 <mark>答案</mark>见后。"),
    ]


def test_a_hit_on_the_card_is_marked_there(sign_in, people, lesson):
    page = sign_in(people["colleague"]).get(URL, {"words": "喜鹊 author"}).text
    assert "《树和<mark>喜鹊</mark>》" in page
    assert "<mark>Author</mark>" in page
    assert "&lt;喜鹊&gt;" not in page


def test_students_see_no_line_of_the_plan(sign_in, people, lesson):
    for who in ("student", "nobody", "anonymous"):
        client = sign_in(None if who == "anonymous" else people[who])
        assert excerpts(client, "抄写") == [("Homework", "<mark>抄写</mark>生字。")]
        page = client.get(URL, {"words": "朗读"}).text
        assert "感情" not in page
        assert client.get(URL, {"words": "答案"}).context["page"].paginator.count == 0


def test_hits_in_the_title_come_first_then_the_newest(sign_in, people, schools):
    titles = ["一", "喜鹊二", "三", "喜鹊四"]
    for title in titles:
        LessonPageFactory(
            title=title, objectives="喜鹊" * (title == "一"), visibility=Visibility.DISTRICT
        )
    index_everything()
    page = sign_in(people["colleague"]).get(URL, {"words": "喜鹊"}).context["page"]
    assert [card.lesson.title for card in page.object_list] == ["喜鹊四", "喜鹊二", "一"]


def test_words_go_along_to_filters_pages_and_rooms(sign_in, people, lesson):
    page = html.unescape(sign_in(people["colleague"]).get(URL, {"words": "喜鹊"}).text)
    assert 'href="?words=%E5%96%9C%E9%B9%8A&subject=chinese"' in page
    assert 'href="/library/?words=%E5%96%9C%E9%B9%8A"' in page
    assert 'value="喜鹊"' in page


def test_a_chosen_filter_is_kept_taken_back_and_counted(sign_in, people, lesson):
    client = sign_in(people["colleague"])
    page = client.get(URL, {"words": "喜鹊", "grade": "8", "page": "3"})
    (filter_,) = page.context["filters"]
    assert (filter_.value, filter_.count) == ("Grade 8", 1)
    assert filter_.url == "?words=%E5%96%9C%E9%B9%8A"
    grades = next(facet for facet in page.context["facets"] if facet.name == "grade")
    assert [(choice.label, choice.count, choice.is_chosen) for choice in grades.choices] == [
        ("Grade 1", 1, False),
        ("Grade 8", 0, True),
    ]
    assert "under these filters" in page.text
    assert client.get(URL, {"grade": "8"}).context["filters"][0].url == URL


def test_an_empty_result_offers_parts_that_find_something(sign_in, people, lesson):
    client = sign_in(people["colleague"])
    parts = client.get(URL, {"words": "喜鹊的体积"}).context["parts"]
    assert parts == [("喜鹊", 1)]
    assert client.get(URL, {"words": "喜鹊 浮力"}).context["parts"] == [("喜鹊", 1)]
    assert client.get(URL, {"words": "窝巢"}).context["parts"] == []
    assert sign_in(people["student"]).get(URL, {"words": "朗读 喜鹊"}).context["parts"] == [
        ("喜鹊", 1)
    ]


def test_what_cannot_be_searched_for_gets_a_clear_answer(sign_in, people, lesson):
    client = sign_in(people["colleague"])
    punctuation = client.get(URL, {"words": "！？"})
    assert punctuation.context["page"].paginator.count == 0
    assert "“！？” holds nothing to search for" in punctuation.text
    endless = client.get(URL, {"words": "喜鹊" * 5_000})
    assert endless.status_code == 200
    assert "only the first 60 characters" in endless.text


@pytest.mark.parametrize(
    "words", ['"', "'", "喜鹊 OR *", "\x00", "😀", "%_", "<script>", "a" * 5_000, "&|!()", "\\"]
)
def test_no_words_break_the_page_or_its_suggestions(sign_in, people, lesson, words):
    client = sign_in(people["colleague"])
    for url in (URL, "/library/suggestions/"):
        response = client.get(url, {"words": words})
        assert response.status_code == 200
        assert "<script>" not in response.text.replace("<script type", "")


def test_titles_are_offered_while_typing(sign_in, people, lesson):
    client = sign_in(people["student"])
    offered = client.get("/library/suggestions/", {"words": "喜鹊"}).text
    assert offered.strip().endswith('<option value="树和喜鹊"></option>')
    assert offered.count("<option") == 1
    assert "<option" not in client.get("/library/suggestions/", {"words": "朗读"}).text
    assert "<option" not in client.get("/library/suggestions/").text


@pytest.mark.parametrize("number", [12, 24, 48])
def test_a_page_of_finds_takes_the_same_few_queries(
    sign_in, people, schools, django_assert_num_queries, number
):
    for n in range(number):
        lesson = LessonPageFactory(
            author=people["author"],
            school=schools[0],
            title=f"树和喜鹊 {n}",
            objectives="能有感情地朗读课文。" * 20,
            visibility=Visibility.DISTRICT,
        )
        HomeworkItemFactory(lesson=lesson)
        InvitationFactory(take=TakeFactory(lesson=lesson))
    index_everything()
    client = sign_in(people["author"])
    for query, queries in (
        ({}, QUERIES - 1),
        ({"words": "感情"}, QUERIES_WITH_WORDS - 2),
        ({"words": "三遍"}, QUERIES_WITH_WORDS - 1),
    ):
        client.get(URL, query)
        with django_assert_num_queries(queries):
            response = client.get(URL, query)
        assert len(response.context["page"].object_list) == min(number, 24)
        assert response.context["page"].paginator.count == number
        assert len(gzip.compress(response.content)) < PAGE_BYTES
