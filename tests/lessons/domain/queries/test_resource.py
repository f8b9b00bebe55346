import pytest
from wagtail.search.index import insert_or_update_object

from lessons.domain.queries.resource import find_resource, resources, resources_holding
from lessons.enums import ResourceKind, Visibility
from moke.curriculum.enums import Subject
from tests.factories.lessons import ResourceFactory


@pytest.fixture
def files(people, schools):
    given = {"added_by": people["author"], "visibility": Visibility.DISTRICT, "school": schools[0]}
    made = {
        "cards": ResourceFactory(title="Cards for reading", **given),
        "sheet": ResourceFactory(
            title="Sheet on circles",
            kind=ResourceKind.TASK_SHEET,
            subject=Subject.MATHEMATICS,
            grade=6,
            **given,
        ),
        "list": ResourceFactory(
            title="List of books", grade=None, **given | {"school": schools[1]}
        ),
        "kept": ResourceFactory(
            title="Cards kept within", **given | {"visibility": Visibility.SCHOOL}
        ),
    }
    for resource in made.values():
        insert_or_update_object(resource)
    return made


def names(files, found):
    return {name for name, file in files.items() if file in found}


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({}, {"cards", "sheet", "list", "kept"}),
        ({"kind": "task-sheet"}, {"sheet"}),
        ({"subject": "chinese"}, {"cards", "list", "kept"}),
        ({"grade": 6}, {"sheet", "list"}),
        ({"words": "Cards"}, {"cards", "kept"}),
        ({"words": "cards reading", "grade": 1}, {"cards"}),
        ({"words": "nothing"}, set()),
    ],
)
def test_resources_are_those_wished_for(people, files, wishes, expected):
    found = list(resources(person=people["colleague"], wishes=wishes))
    assert names(files, found) == expected
    assert found == sorted(found, key=lambda file: file.pk, reverse=True)


def test_resources_can_be_those_of_a_school(people, schools, files):
    found = resources(person=people["colleague"], wishes={"school": schools[1]})
    assert names(files, found) == {"list"}


def test_resources_holding_words_are_those_that_the_person_may_read(people, files):
    for who, number in (("colleague", 2), ("anonymous", 0), ("teacher_elsewhere", 1)):
        assert resources_holding(people[who], "Cards").count() == number, who
    assert resources_holding(people["student"], "").count() == 3


def test_find_resource_finds_nothing_that_the_person_must_not_know(people, files):
    kept = files["kept"]
    assert find_resource(person=people["colleague"], key=kept.key) == kept
    assert find_resource(person=people["teacher_elsewhere"], key=kept.key) is None
