import pytest

from moke.accounts.enums import Role
from tests.factories.accounts import SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


def groups(person):
    return [group.name for group in person.groups.all()]


def test_a_role_is_given_to_several_but_not_to_oneself(sign_in):
    operator = UserFactory(is_superuser=True)
    first, second = UserFactory(), UserFactory()
    school = SchoolFactory(code="yulin")
    keys = "&".join(f"id={person.pk}" for person in (operator, first, second))
    path = f"/admin/bulk/accounts/user/assign_role/?{keys}"
    client = sign_in(operator)
    assert client.get(path).status_code == 200
    client.post(path, {"school": school.pk, "role": Role.TEACHER})
    assert (groups(first), groups(second)) == (["school:yulin:teacher"], ["school:yulin:teacher"])
    assert groups(operator) == []


def test_a_role_without_its_place_is_given_to_nobody(sign_in):
    person = UserFactory()
    client = sign_in(UserFactory(is_superuser=True))
    path = f"/admin/bulk/accounts/user/assign_role/?id={person.pk}"
    response = client.post(path, {"school": "", "role": Role.TEACHER})
    assert response.status_code == 200
    assert groups(person) == []
