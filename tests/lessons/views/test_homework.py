import pytest
from django.urls import reverse

from lessons.enums import AttachmentKind, Visibility
from tests.factories.lessons import AttachmentFactory, HomeworkItemFactory, LessonPageFactory


@pytest.fixture
def lesson(people, schools):
    return LessonPageFactory(
        author=people["author"], school=schools[0], visibility=Visibility.SCHOOL
    )


def page(client, lesson):
    return client.get(reverse("lessons:homework", args=[lesson.pk]))


@pytest.mark.parametrize("who", ["student", "colleague", "author"])
def test_homework_is_without_answers_for_everybody(sign_in, people, lesson, who):
    HomeworkItemFactory(
        lesson=lesson, task="Read it aloud.", answer="The answer", why="The why", minutes=12
    )
    AttachmentFactory(lesson=lesson, kind=AttachmentKind.TASK_SHEET, name="Sheet.pdf")
    AttachmentFactory(lesson=lesson, kind=AttachmentKind.OTHER, name="Plan.pdf")
    text = page(sign_in(people[who]), lesson).text
    for words in ("Read it aloud.", "Required", "12 min", "Sheet.pdf", "Author"):
        assert words in text, words
    for words in ("The answer", "The why", "Plan.pdf"):
        assert words not in text, words


def test_homework_says_when_there_is_none(sign_in, people, lesson):
    assert "No homework" in page(sign_in(people["student"]), lesson).text


@pytest.mark.parametrize("number", [1, 30])
def test_homework_takes_the_same_few_queries(
    sign_in, people, lesson, number, django_assert_max_num_queries
):
    for _ in range(number):
        HomeworkItemFactory(lesson=lesson)
        AttachmentFactory(lesson=lesson, kind=AttachmentKind.TASK_SHEET)
    client = sign_in(people["student"])
    with django_assert_max_num_queries(6):
        page(client, lesson)
