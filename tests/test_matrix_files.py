"""The access matrix over every address of a file of the library."""

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse

from lessons.enums import ResourceKind, Visibility
from lessons.models import Resource
from tests.factories.lessons import ResourceFactory
from tests.matrix_files import AUDIENCES, FILE_ROUTES, ROLES, may
from tests.test_matrix import make_client, undone
from tests.world import make_people

pytestmark = pytest.mark.django_db

PERMISSIONS = {
    "read": "lessons.read_resource",
    "own": "lessons.edit_resource",
    "remove": "lessons.remove_resource",
}


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker):
    """Everybody, for all tests here; each request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_people()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(people):
    return {role: make_client(person) for role, person in people.items()}


@pytest.fixture(scope="module")
def files(people):
    author = people["author"]
    school = author.memberships.get().school
    return {
        audience: ResourceFactory(
            title=f"文件{audience}",
            kind=ResourceKind.OTHER if audience == "teachers" else ResourceKind.TASK_SHEET,
            visibility=Visibility.DISTRICT if audience == "teachers" else audience,
            added_by=author,
            school=school,
        )
        for audience in AUDIENCES
    }


def address(route, file):
    more = [file.name] if route.of == "resource_file" else []
    return reverse(route.name, args=[file.key, *more])


@pytest.mark.parametrize("route", FILE_ROUTES, ids=lambda route: route.name)
def test_route_answers_as_the_matrix_says(clients, files, route):
    expected, found = {}, {}
    for audience, file in files.items():
        for role in ROLES:
            response = undone(clients[role], route.method, address(route, file))
            expected[role, audience] = route.expected(role, audience)
            found[role, audience] = response.status_code
    assert found == expected


def test_list_names_all_files_that_may_be_read_and_no_other(clients, files):
    for role in ROLES:
        page = undone(clients[role], "GET", reverse("lessons:resources"))
        shown = {audience for audience in files if f"文件{audience}" in page.text}
        readable = {audience for audience in files if may(role, "read", audience)}
        assert (role, shown) == (role, readable)


def test_rules_and_queries_tell_the_truth_of_the_matrix(people, files):
    for role, person in people.items():
        viewer = person or AnonymousUser()
        seen = set(Resource.objects.visible_to(viewer))
        for audience, file in files.items():
            assert (role, audience, file in seen) == (role, audience, may(role, "read", audience))
            for action, permission in PERMISSIONS.items():
                said = rules.has_perm(permission, viewer, file)
                assert (role, audience, action, said) == (
                    role,
                    audience,
                    action,
                    may(role, action, audience),
                )
