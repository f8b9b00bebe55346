import pytest
from wagtail.models import APIToken

from moke.accounts.enums import Role
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    return MembershipFactory().person


def issue(client, name="Room 304"):
    return client.post("/profile/keys/", {"name": name})


def test_issue_key_shows_it_in_full_this_once(sign_in, teacher):
    client = sign_in(teacher)
    response = issue(client)
    key = response.context["new_key"]
    token = APIToken.objects.get()
    assert token.key_hash in APIToken.candidate_key_hashes(key)
    assert token.user == teacher
    assert key in response.content.decode()
    assert key not in client.get("/profile/").content.decode()
    assert "no-store" in response.headers["Cache-Control"]


def test_issue_key_twice_of_one_name_makes_one_key(sign_in, teacher):
    client = sign_in(teacher)
    issue(client)
    assert list(issue(client).context["key_form"].errors) == ["name"]
    assert APIToken.objects.count() == 1


def test_students_get_no_key(sign_in):
    student = MembershipFactory(role=Role.STUDENT, grade=5).person
    assert issue(sign_in(student)).status_code == 403
    assert APIToken.objects.count() == 0


def test_revoke_key_makes_it_useless_and_frees_its_name(sign_in, teacher):
    client = sign_in(teacher)
    issue(client)
    token = APIToken.objects.get()
    assert client.post(f"/profile/keys/{token.pk}/revoke/").url == "/profile/"
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert client.post(f"/profile/keys/{token.pk}/revoke/").status_code == 404
    assert issue(client).context["new_key"]


def test_revoke_key_of_somebody_else_knows_nothing_of_it(sign_in, teacher):
    issue(sign_in(teacher))
    token = APIToken.objects.get()
    stranger = MembershipFactory().person
    assert sign_in(stranger).post(f"/profile/keys/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None
