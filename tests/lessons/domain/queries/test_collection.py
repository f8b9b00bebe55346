import pytest
import rules
from django.core.management import call_command

from lessons.domain.queries.collection import (
    find_collection,
    find_collections,
    teasers,
    view_collection,
    with_teasers,
)
from lessons.enums import Audience, Visibility
from lessons.models import LessonPage
from moke.curriculum.enums import Grade
from tests.factories.lessons import (
    CollectionPageFactory,
    LessonPageFactory,
    ResourceFactory,
    RipeLessonFactory,
    section_of,
)

pytestmark = pytest.mark.django_db

STUDENTS = {"student", "student_of_grade_2", "student_elsewhere"}
OUTSIDE = {"anonymous", "nobody", "operator", "operator_with_reason"}


def seen_by(people, collection):
    return {n for n, p in people.items() if find_collection(person=p, pk=collection.pk)}


@pytest.mark.parametrize(
    ("audience", "left_out"),
    [
        (Audience.TEACHERS, STUDENTS | OUTSIDE),
        (Audience.STUDENTS, OUTSIDE),
        (Audience.EVERYONE, set()),
    ],
)
def test_collection_is_for_its_audience_by_rule_and_query(people, audience, left_out):
    lesson = LessonPageFactory(visibility=Visibility.PUBLIC)
    collection = CollectionPageFactory(lessons=[lesson], audience=audience)
    expected = set(people) - left_out
    assert seen_by(people, collection) == expected
    assert {
        name
        for name, person in people.items()
        if rules.has_perm("lessons.read_collection", person, collection)
    } == expected


def test_nothing_is_visible_before_it_is_published(people):
    lesson = LessonPageFactory(visibility=Visibility.PUBLIC)
    collection = CollectionPageFactory(lessons=[lesson], live=False)
    assert seen_by(people, collection) == set()


def test_collection_with_nothing_for_the_reader_is_not_listed(people, schools):
    lesson = LessonPageFactory(
        author=people["author"], school=schools[0], visibility=Visibility.SCHOOL
    )
    collection = CollectionPageFactory(lessons=[lesson])
    assert seen_by(people, collection) == {
        "author",
        "colleague",
        "group_lead",
        "reviewer",
        "school_admin",
        "curator",
        "student",
    } - {"reviewer"}
    LessonPage.objects.update(visibility=Visibility.DRAFT)
    assert seen_by(people, collection) == set()


def test_reader_sees_and_counts_what_they_may_read_in_the_curator_s_order(people, schools):
    here, elsewhere = schools
    mine = LessonPageFactory(school=here, visibility=Visibility.SCHOOL)
    theirs = LessonPageFactory(school=elsewhere, visibility=Visibility.SCHOOL)
    for_all = LessonPageFactory(visibility=Visibility.DISTRICT)
    file = ResourceFactory(school=elsewhere)
    collection = CollectionPageFactory(
        sections=[
            section_of([theirs], [file], title="他们的"),
            section_of([for_all, mine], title="大家的", why="看导入。"),
        ]
    )
    view = view_collection(collection=collection, person=people["colleague"])
    assert [section.title for section in view.sections] == ["大家的"]
    assert [(e.card.lesson, e.why) for e in view.sections[0].entries] == [
        (for_all, "看导入。"),
        (mine, "看导入。"),
    ]
    assert (view.lessons, view.files) == (2, 0)
    whole = view_collection(collection=collection, person=people["curator"])
    assert (whole.lessons, whole.files) == (3, 1)
    teaser = teasers(
        with_teasers(find_collections(person=people["colleague"]), people["colleague"])
    )
    assert [(t.lessons, t.files) for t in teaser] == [(2, 0)]


def test_students_see_only_lessons_of_their_grade(people, schools):
    first = LessonPageFactory(visibility=Visibility.DISTRICT, grade=Grade.G1)
    second = LessonPageFactory(visibility=Visibility.DISTRICT, grade=Grade.G2)
    collection = CollectionPageFactory(lessons=[first, second], audience=Audience.STUDENTS)
    view = view_collection(collection=collection, person=people["student_of_grade_2"])
    assert [e.card.lesson for e in view.sections[0].entries] == [second]


def test_cover_is_of_the_first_lesson_that_can_be_watched(people):
    plan = LessonPageFactory(visibility=Visibility.DISTRICT)
    filmed = [RipeLessonFactory(visibility=Visibility.DISTRICT) for _ in range(2)]
    CollectionPageFactory(lessons=[plan, *filmed])
    found = with_teasers(find_collections(person=people["curator"]), people["curator"])
    (teaser,) = teasers(list(found))
    assert teaser.cover == filmed[0].takes.get().recording
    assert teaser.subject == plan.subject


def test_collections_are_found_and_counted_by_their_words(people):
    lesson = LessonPageFactory(visibility=Visibility.PUBLIC)
    wanted = CollectionPageFactory(lessons=[lesson], title="实验 探究课")
    CollectionPageFactory(lessons=[lesson], title="识字")
    CollectionPageFactory(title="空的 探究课")
    call_command("update_index", verbosity=0)
    person = people["anonymous"]
    assert list(find_collections(person=person, words="探究课")) == [wanted]
    assert find_collections(person=person).count() == 2
