"""Who enters Wagtail's admin."""

import uuid

import pytest
from django.urls import URLResolver, get_resolver, reverse
from wagtail.admin import urls as admin_urls

from moke.accounts.enums import Role
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

OPEN_TO_ALL = {
    "wagtailadmin_login",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
}
PASSWORD_PAGES = "wagtailadmin_password_reset"


VALUES = {"string": "x", "slug": "x", "uuid": str(uuid.UUID(int=0))}
SPOKEN_VALUES = {"revision_id_a": "earliest", "revision_id_b": "latest"}


def patterns(resolver=None, namespace=""):
    """Every named address under /admin/, with values for its parameters."""
    resolver = resolver or get_resolver(admin_urls.__name__)
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, inner)
        elif entry.name:
            yield f"{namespace}{entry.name}", parameters(entry.pattern)


def parameters(pattern):
    values = {name: SPOKEN_VALUES.get(name, 1) for name in pattern.regex.groupindex}
    for name, converter in pattern.converters.items():
        values[name] = VALUES.get(type(converter).__name__.removesuffix("Converter").lower(), 1)
    return values


def addresses():
    for name, values in sorted(dict(patterns()).items()):
        if name not in OPEN_TO_ALL and not name.startswith(PASSWORD_PAGES):
            yield reverse(name, kwargs=values)


def test_every_address_of_the_admin_turns_students_away(sign_in):
    client = sign_in(MembershipFactory(role=Role.STUDENT, grade=4).person)
    found = list(addresses())
    entered = [path for path in found if not turned_away(client.get(path))]
    assert len(found) > 100
    assert entered == []


def turned_away(response):
    """Refused, or sent to a page outside the admin."""
    sent_out = response.status_code == 302 and not response.url.startswith("/admin/")
    return sent_out or response.status_code == 403


def test_students_ask_the_admin_by_script_in_vain(sign_in):
    client = sign_in(MembershipFactory(role=Role.STUDENT, grade=4).person)
    response = client.get("/admin/", headers={"x-requested-with": "XMLHttpRequest"})
    assert response.status_code == 403


def test_who_is_nothing_yet_stays_outside(sign_in):
    assert sign_in(UserFactory()).get("/admin/").url == "/accounts/login/?next=/admin/"


@pytest.mark.parametrize("path", ["/admin/", "/admin/users/", "/admin/pages/1/edit/"])
def test_visitors_are_led_to_our_own_sign_in(sign_in, path):
    assert sign_in(None).get(path).url == f"/accounts/login/?next={path}"


def test_the_sign_in_of_the_admin_is_ours(sign_in):
    response = sign_in(None).get("/admin/login/?next=/admin/pages/")
    assert response.url == "/accounts/login/?next=/admin/pages/"


def test_the_account_page_of_the_admin_is_our_profile(sign_in):
    person = MembershipFactory().person
    assert sign_in(person).get("/admin/account/").url == "/profile/"


@pytest.mark.parametrize("path", ["", "done/", "complete/"])
def test_the_admin_resets_no_password(sign_in, path):
    assert sign_in(None).get(f"/admin/password_reset/{path}").status_code in {302, 404}


@pytest.mark.parametrize("role", [Role.TEACHER, Role.GROUP_LEAD, Role.SCHOOL_ADMIN, Role.CURATOR])
def test_who_teaches_enters_but_manages_no_people(sign_in, role):
    client = sign_in(MembershipFactory(role=role).person)
    assert client.get("/admin/").status_code == 200
    for path in ("/admin/users/", "/admin/memberships/", "/admin/schools/", "/admin/groups/"):
        assert client.get(path).status_code == 302
        assert client.post(f"{path}new/", {"name": "x"}).status_code in {302, 403}
