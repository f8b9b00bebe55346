import pytest
from django.core.management import call_command

from moke.accounts.models import User
from moke.accounts.models.user import GUEST_MARK
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "zhi-ma-kai-men-2026"


@pytest.fixture
def operator(sign_in):
    return sign_in(UserFactory(is_superuser=True, name="Operator"))


def test_people_are_listed_and_found_by_name(operator):
    UserFactory(name="林晓燕")
    UserFactory(name="王建国")
    UserFactory(name="林晓燕的嘉宾", username=f"{GUEST_MARK}1")
    assert operator.get("/admin/users/?ordering=-name").status_code == 200
    page = operator.get("/admin/users/?q=晓燕").content.decode()
    found = [name in page for name in ("林晓燕", "王建国", "嘉宾")]
    assert found == [True, False, False]


def test_person_is_made_without_email(operator):
    form = {"username": "new", "name": "陈思", "password1": PASSWORD, "password2": PASSWORD}
    response = operator.post("/admin/users/new/", form)
    person = User.objects.get(username="new")
    assert response.status_code == 302
    assert (person.name, person.email, person.check_password(PASSWORD)) == ("陈思", "", True)


def test_person_is_changed_and_keeps_password_and_groups(operator):
    person = MembershipFactory(school__code="yulin", person__username="lin").person
    form = {"username": "lin", "name": "林燕", "email": "Lin@Example.org", "is_active": "on"}
    assert operator.get(f"/admin/users/edit/{person.pk}/").status_code == 200
    assert operator.post(f"/admin/users/edit/{person.pk}/", form).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.email, person.password) == ("林燕", "lin@example.org", "!")
    assert [group.name for group in person.groups.all()] == ["school:yulin:teacher"]


def test_the_form_of_a_person_offers_no_groups(operator):
    form = operator.get("/admin/users/new/").context["form"]
    assert "groups" not in form.fields


def test_createsuperuser_asks_for_a_name():
    call_command("createsuperuser", "--noinput", username="root", name="Operator")
    person = User.objects.get(username="root")
    assert (person.is_superuser, person.name) == (True, "Operator")
