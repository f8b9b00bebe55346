import pytest

from lessons.domain.queries.homework import homework_of, sheets_for, to_do
from lessons.enums import AttachmentKind, ResourceKind, Visibility
from tests.factories.lessons import (
    AttachmentFactory,
    HomeworkItemFactory,
    LessonPageFactory,
    ResourceFactory,
)


@pytest.fixture
def release(people, schools):
    def make(*, items=1, sheets=0, **lesson):
        given = {"author": people["author"], "school": schools[0]}
        made = LessonPageFactory(**given | {"visibility": Visibility.SCHOOL} | lesson)
        for minutes in range(5, 5 + items):
            HomeworkItemFactory(lesson=made, minutes=minutes, answer="no")
        for _ in range(sheets):
            AttachmentFactory(lesson=made, kind=AttachmentKind.TASK_SHEET)
        return made

    return make


def test_to_do_are_the_tasks_of_the_newest_lessons_released_to_the_grade(people, release):
    older, sheet_only, newer = release(items=2), release(items=0, sheets=1), release(sheets=2)
    release(items=0)
    release(grade=2)
    release(visibility=Visibility.DRAFT)
    AttachmentFactory(lesson=newer, kind=AttachmentKind.COURSEWARE)
    found = to_do(people["student"])
    assert [todo.lesson.pk for todo in found] == [newer.pk, sheet_only.pk, older.pk]
    assert [(len(todo.items), len(todo.sheets)) for todo in found] == [(1, 2), (0, 1), (2, 0)]
    assert [todo.minutes for todo in found] == [5, 0, 11]
    assert to_do(people["student_elsewhere"]) == []


def test_to_do_is_short_and_takes_few_queries(people, release, django_assert_num_queries):
    for _ in range(5):
        release(items=3, sheets=2)
    student = people["student"]
    assert student.standing
    with django_assert_num_queries(3):
        assert len(to_do(student)) == 3


def test_homework_of_a_lesson_leaves_the_answers_where_they_are(release):
    todo = homework_of(release(items=2, sheets=1))
    assert (len(todo.items), len(todo.sheets), todo.minutes) == (2, 1, 11)
    assert {"answer", "why", "objective"} <= todo.items[0].get_deferred_fields()


def test_sheets_are_those_of_the_library_to_work_through(people, schools):
    given = {"school": schools[0], "added_by": people["author"]}
    sheet = ResourceFactory(kind=ResourceKind.TASK_SHEET, **given)
    exercise = ResourceFactory(kind=ResourceKind.EXERCISE, **given)
    ResourceFactory(kind=ResourceKind.READING, **given)
    ResourceFactory(kind=ResourceKind.TASK_SHEET, **given | {"grade": 2})
    ResourceFactory(kind=ResourceKind.TASK_SHEET, **given | {"school": schools[1]})
    assert sheets_for(people["student"]) == [exercise, sheet]
