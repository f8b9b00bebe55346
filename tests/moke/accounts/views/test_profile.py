import pytest
from allauth.account.models import EmailAddress

from moke.accounts.enums import Role
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(lin):
    MembershipFactory(person=lin, subjects=["chinese"])
    return lin


def save(client, **changes):
    form = {"name": "林晓燕", "email": "lin@example.org", "language": "en", "subjects": ["chinese"]}
    return client.post("/profile/", form | changes)


def test_profile_is_for_who_is_signed_in(sign_in):
    assert sign_in(None).get("/profile/").url == "/accounts/login/?next=/profile/"


def test_profile_saves_name_language_and_subjects(sign_in, teacher):
    client = sign_in(teacher)
    response = save(client, name="林燕", language="zh-hans", subjects=["music", "arts"])
    assert response.url == "/profile/"
    assert response.cookies["django_language"].value == "zh-hans"
    person = type(teacher).objects.get(pk=teacher.pk)
    assert (person.name, person.language, person.subjects) == ("林燕", "zh-hans", ["music", "arts"])


def test_profile_of_a_student_has_neither_subjects_nor_keys(sign_in):
    student = MembershipFactory(role=Role.STUDENT, grade=5).person
    page = sign_in(student).get("/profile/")
    assert "subjects" not in page.context["form"].fields
    assert 'id="recorder-keys"' not in page.content.decode()


def test_profile_changes_the_email_for_the_current_password_alone(sign_in, teacher, password):
    client = sign_in(teacher)
    refused = save(client, email="new@example.org")
    assert list(refused.context["form"].errors) == ["current_password"]
    assert refused.context["form"]["email"].value() == "new@example.org"
    save(client, email="New@example.org", current_password=password)
    teacher.refresh_from_db()
    assert teacher.email == "new@example.org"


def test_profile_forgets_the_earlier_address(sign_in, teacher, password):
    EmailAddress.objects.create(user=teacher, email="lin@example.org", verified=True)
    save(sign_in(teacher), email="new@example.org", current_password=password)
    assert list(EmailAddress.objects.all()) == []


def test_profile_refuses_the_email_of_somebody_else(sign_in, teacher, password):
    UserFactory(email="taken@example.org")
    response = save(sign_in(teacher), email="TAKEN@example.org", current_password=password)
    assert list(response.context["form"].errors) == ["email"]


def test_profile_shows_the_old_name_on_the_bar_while_the_form_is_wrong(sign_in, teacher):
    response = save(sign_in(teacher), name="x" * 61)
    assert response.context["user"].name == "林晓燕"


def test_profile_takes_a_constant_number_of_queries(
    sign_in, teacher, django_assert_max_num_queries
):
    for _ in range(10):
        MembershipFactory(person=teacher)
    client = sign_in(teacher)
    with django_assert_max_num_queries(10):
        client.get("/profile/")
