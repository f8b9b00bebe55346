import pytest
from django.urls import NoReverseMatch, reverse

from moke.accounts.enums import Role
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(sign_in):
    return sign_in(None)


def sign_in_with(client, login, password, **extra):
    return client.post("/accounts/login/", {"login": login, "password": password, **extra})


def signed_in_as(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("login", ["lin", "LIN", "lin@example.org", "Lin@Example.org", " lin "])
def test_sign_in_takes_user_name_or_email(visitor, lin, password, login):
    response = sign_in_with(visitor, login, password)
    assert (response.status_code, response.url) == (302, "/")
    assert signed_in_as(visitor) == str(lin.pk)


def test_sign_in_with_a_wrong_password_keeps_the_typed_name(visitor, lin):
    response = sign_in_with(visitor, "lin@example.org", "wrong")
    assert response.status_code == 200
    assert response.context["form"]["login"].value() == "lin@example.org"
    assert "The name or the password is not right" in response.content.decode()
    assert signed_in_as(visitor) is None


def test_sign_in_answers_alike_whether_the_account_exists(visitor, lin):
    known = sign_in_with(visitor, "lin", "wrong").context["form"].errors
    unknown = sign_in_with(visitor, "nobody", "wrong").context["form"].errors
    assert known == unknown


@pytest.mark.parametrize(
    ("target", "destination"),
    [
        ("/library/?subject=chinese", "/library/?subject=chinese"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_sign_in_goes_on_to_addresses_of_ours_alone(visitor, lin, password, target, destination):
    assert sign_in_with(visitor, "lin", password, next=target).url == destination


def test_sign_in_page_carries_the_destination(visitor):
    page = visitor.get("/accounts/login/?next=/library/").content.decode()
    assert '<input type="hidden" name="next" value="/library/">' in page


def test_sign_in_sends_on_who_is_signed_in(sign_in, lin):
    response = sign_in(lin).get("/accounts/login/?next=/profile/")
    assert (response.status_code, response.url) == (302, "/profile/")


def test_sign_in_refuses_closed_accounts(visitor, lin, password):
    lin.is_active = False
    lin.save()
    assert sign_in_with(visitor, "lin", password).url == "/accounts/inactive/"
    assert visitor.get("/accounts/inactive/").status_code == 200
    assert signed_in_as(visitor) is None


def test_sign_out_asks_first_and_then_goes_home(sign_in, lin):
    client = sign_in(lin)
    assert client.get("/accounts/logout/").status_code == 200
    assert signed_in_as(client) == str(lin.pk)
    assert client.post("/accounts/logout/").url == "/"
    assert signed_in_as(client) is None


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "login/code/confirm/", ""])
def test_what_moke_does_not_offer_has_no_page(visitor, path):
    assert visitor.get(f"/accounts/{path}").status_code == 404


def test_nobody_signs_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_a_student_who_tries_the_admin_ends_at_home(sign_in):
    client = sign_in(MembershipFactory(role=Role.STUDENT, grade=4).person)
    turned_away = client.get("/admin/pages/")
    assert turned_away.url == "/accounts/login/?next=/admin/pages/"
    assert client.get(turned_away.url).url == "/"


def test_sign_in_with_a_name_of_a_megabyte_is_refused(visitor, lin):
    assert sign_in_with(visitor, "x" * 1_000_000, "wrong").status_code == 200
    assert signed_in_as(visitor) is None
