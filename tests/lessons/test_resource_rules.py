"""Who reads a file of the library, by the names of the `people` fixture, told twice."""

import pytest
import rules

from lessons.enums import RESOURCE_KINDS_FOR_STUDENTS, ResourceKind, Visibility
from lessons.models import Resource
from moke.curriculum.enums import Grade
from tests.factories.lessons import ResourceFactory

STUDENTS = {"student", "student_of_grade_2", "student_elsewhere"}
OF_GRADE_1 = {"student", "student_elsewhere"}
OF_THE_SCHOOL = {"student", "student_of_grade_2"}
STAFF = {"author", "colleague", "group_lead", "school_admin"}
TEACHERS = STAFF | {"teacher_elsewhere", "reviewer", "admin_elsewhere", "curator"}
REACHED = {
    Visibility.SCHOOL: STAFF | {"curator"} | OF_THE_SCHOOL,
    Visibility.DISTRICT: TEACHERS | STUDENTS,
}
AUDIENCES = [Visibility.SCHOOL, Visibility.DISTRICT, Visibility.PUBLIC]


def readers(people, visibility, kind, grade):
    if visibility == Visibility.PUBLIC:
        return set(people)
    served = STUDENTS if grade is None else OF_GRADE_1
    if kind not in RESOURCE_KINDS_FOR_STUDENTS:
        served = set()
    return REACHED[visibility] - (STUDENTS - served)


def allowed(permission, people, thing):
    return {name for name, person in people.items() if rules.has_perm(permission, person, thing)}


@pytest.fixture
def resource_of(people, schools):
    def make(**kwargs):
        return ResourceFactory(added_by=people["author"], school=schools[0], **kwargs)

    return make


@pytest.mark.parametrize("visibility", AUDIENCES)
@pytest.mark.parametrize("kind", ResourceKind)
@pytest.mark.parametrize("grade", [Grade.G1, None])
def test_reading_is_said_once_by_the_rule_and_once_by_the_query(
    resource_of, people, visibility, kind, grade
):
    resource = resource_of(visibility=visibility, kind=kind, grade=grade)
    expected = readers(people, visibility, kind, grade)
    assert allowed("lessons.read_resource", people, resource) == expected
    seen = {
        name
        for name, person in people.items()
        if Resource.objects.visible_to(person).filter(pk=resource.pk).exists()
    }
    assert seen == expected


def test_a_file_of_the_district_kept_within_is_for_curators_and_who_added_it(people):
    resource = ResourceFactory(added_by=people["nobody"], school=None)
    assert allowed("lessons.read_resource", people, resource) == {"curator", "nobody"}
    for name in ("curator", "nobody"):
        assert list(Resource.objects.visible_to(people[name])) == [resource]
    assert list(Resource.objects.visible_to(people["school_admin"])) == []


def test_visible_to_is_one_query_and_lists_a_file_once(
    resource_of, people, django_assert_num_queries
):
    resource = resource_of(visibility=Visibility.DISTRICT)
    person = people["author"]
    assert person.standing
    with django_assert_num_queries(1):
        assert list(Resource.objects.visible_to(person)) == [resource]


def test_adding_is_for_those_who_teach_and_the_whole_world_for_curators(people):
    assert allowed("lessons.share_resource", people, None) == TEACHERS
    assert allowed("lessons.share_with_everyone", people, None) == {"curator"}


def test_editing_is_for_who_added_it_and_removing_for_school_and_district_too(resource_of, people):
    resource = resource_of(visibility=Visibility.PUBLIC)
    assert allowed("lessons.edit_resource", people, resource) == {"author"}
    expected = {"author", "school_admin", "curator"}
    assert allowed("lessons.remove_resource", people, resource) == expected
