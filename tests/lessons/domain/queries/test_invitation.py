import pytest

from lessons.domain.queries.invitation import chosen_colleagues, colleagues, find_colleagues
from moke.accounts.enums import Role
from moke.curriculum.enums import Subject
from tests.factories.accounts import MembershipFactory, SchoolFactory, UserFactory
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def take():
    lesson = LessonPageFactory(subject=Subject.CHINESE, school=SchoolFactory(name="Elm Lane"))
    MembershipFactory(person=lesson.author, school=lesson.school)
    return TakeFactory(lesson=lesson)


def teacher(name, subject=Subject.MATHEMATICS, **kwargs):
    person = UserFactory(name=name)
    return MembershipFactory(person=person, subjects=[subject], **kwargs).person


def names(people):
    return [person.name for person in people]


def test_colleagues_are_teachers_who_are_not_asked_yet(take):
    teacher("Asked")
    InvitationFactory(take=take, person=teacher("Invited"))
    MembershipFactory(role=Role.STUDENT, grade=1)
    UserFactory(name="Nobody")
    assert names(colleagues(take)) == ["Asked"]


def test_find_colleagues_puts_the_nearest_first(take):
    teacher("D far")
    teacher("C at the school", school=take.lesson.school)
    teacher("B of the subject", Subject.CHINESE)
    teacher("A of both", Subject.CHINESE, school=take.lesson.school)
    teacher("E of the subject", Subject.CHINESE)
    assert names(find_colleagues(take, "", limit=4)) == [
        "A of both",
        "B of the subject",
        "E of the subject",
        "C at the school",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("wang", ["Wang Fang"]),
        ("elm", ["Li Na"]),
        ("math", ["Li Na", "Wang Fang"]),
        ("elm math", ["Li Na"]),
        ("elm physics", []),
        ("%", []),
    ],
)
def test_find_colleagues_looks_at_name_school_and_subject(take, words, found, settings):
    settings.LANGUAGE_CODE = "en"
    teacher("Wang Fang", school=SchoolFactory(name="River"))
    teacher("Li Na", school=take.lesson.school)
    assert names(find_colleagues(take, words, limit=9)) == found


@pytest.mark.parametrize("number", [1, 3])
def test_find_colleagues_asks_as_much_for_many_as_for_one(take, number, django_assert_num_queries):
    for name in range(number):
        teacher(f"Person {name}")
    with django_assert_num_queries(2):
        shown = [person.standing[0].school.name for person in find_colleagues(take, "", limit=9)]
    assert len(shown) == number


def test_chosen_colleagues_ignores_what_is_no_number(take):
    person = teacher("Wang Fang")
    assert chosen_colleagues(take, [str(person.pk), "x", "²", "999"]) == [person]


@pytest.mark.parametrize("words", ["a " * 2000, "x" * 60_000, "\x00"])
def test_find_colleagues_survives_what_nobody_searches_for(take, words):
    find_colleagues(take, words, limit=9)


def test_chosen_colleagues_leave_out_impossible_numbers(take):
    person = teacher("Asked")
    assert chosen_colleagues(take, [str(person.pk), "9" * 20, "9" * 5000, "x"]) == [person]
