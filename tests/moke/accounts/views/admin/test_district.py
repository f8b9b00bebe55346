import pytest

from moke.accounts.enums import Role
from moke.accounts.models import Membership, School
from tests.factories.accounts import MembershipFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(sign_in):
    return sign_in(UserFactory(is_superuser=True))


def give_role(client, person, school, role, **more):
    form = {"person": person.pk, "school": school.pk if school else "", "role": role}
    return client.post("/admin/memberships/new/", form | more)


def groups(person):
    return [group.name for group in person.groups.all()]


def test_school_is_made_and_keeps_its_code(operator):
    operator.post("/admin/schools/new/", {"name": "榆林路小学", "code": "yulin"})
    school = School.objects.get()
    operator.post(f"/admin/schools/edit/{school.pk}/", {"name": "榆林小学", "code": "other"})
    school.refresh_from_db()
    assert (school.name, school.code) == ("榆林小学", "yulin")
    assert operator.get("/admin/schools/?q=榆林").status_code == 200


def test_role_is_given_with_its_group(operator):
    person, school = UserFactory(), SchoolFactory(code="yulin")
    response = give_role(operator, person, school, Role.TEACHER, subjects=["chinese", "music"])
    assert response.status_code == 302
    assert Membership.objects.get().subjects == ["chinese", "music"]
    assert groups(person) == ["school:yulin:teacher"]


def test_curator_belongs_to_the_district_alone(operator):
    person = UserFactory()
    refused = give_role(operator, person, SchoolFactory(), Role.CURATOR)
    assert list(refused.context["form"].errors) == ["school"]
    give_role(operator, person, None, Role.CURATOR)
    assert groups(person) == ["district:curator"]


@pytest.mark.parametrize(("role", "field"), [(Role.TEACHER, "school"), (Role.STUDENT, "grade")])
def test_role_wants_its_place(operator, role, field):
    school = None if field == "school" else SchoolFactory()
    refused = give_role(operator, UserFactory(), school, role)
    assert list(refused.context["form"].errors) == [field]


def test_role_given_twice_is_refused_in_words(operator):
    membership = MembershipFactory()
    refused = give_role(operator, membership.person, membership.school, Role.TEACHER)
    assert refused.status_code == 200
    assert Membership.objects.count() == 1


def test_nobody_gives_a_role_to_themselves(sign_in):
    person = UserFactory(is_superuser=True)
    refused = give_role(sign_in(person), person, SchoolFactory(), Role.SCHOOL_ADMIN)
    assert list(refused.context["form"].errors) == ["person"]
    assert groups(person) == []


def test_grade_and_subjects_are_changed_and_nothing_else(operator):
    membership = MembershipFactory(school__code="yulin", subjects=["chinese"])
    operator.post(
        f"/admin/memberships/edit/{membership.pk}/",
        {"grade": 3, "subjects": ["arts"], "role": Role.SCHOOL_ADMIN},
    )
    changed = Membership.objects.get()
    assert (changed.grade, changed.subjects, changed.role) == (3, ["arts"], Role.TEACHER)
    assert groups(membership.person) == ["school:yulin:teacher"]


def test_role_is_taken_away_with_its_group(operator):
    membership = MembershipFactory()
    assert operator.post(f"/admin/memberships/delete/{membership.pk}/").status_code == 302
    assert groups(membership.person) == []


def test_memberships_are_listed_in_a_constant_number_of_queries(
    operator, django_assert_max_num_queries
):
    MembershipFactory.create_batch(12)
    operator.get("/admin/memberships/")
    with django_assert_max_num_queries(25):
        assert operator.get("/admin/memberships/?q=Person").status_code == 200
