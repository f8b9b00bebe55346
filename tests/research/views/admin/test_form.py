import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from moke.accounts.enums import Role
from research.models import ObservationForm
from tests.factories.accounts import MembershipFactory
from tests.factories.research import ObservationFormFactory

pytestmark = pytest.mark.django_db


def sent(*points, levels=""):
    blocks = [
        (
            "dimension",
            {"name": f"维度{at}", "points": worth, "look_at": "提问", "levels": levels},
        )
        for at, worth in enumerate(points)
    ]
    return nested_form_data(
        {
            "name": "校本观课量表",
            "purpose": "",
            "language": "zh-hans",
            "is_offered": "on",
            "dimensions": streamfield(blocks),
            "questions": streamfield([]),
        }
    )


@pytest.fixture
def curator(sign_in):
    return sign_in(MembershipFactory(role=Role.CURATOR, school=None).person)


def test_curators_write_copy_and_delete_forms(curator):
    add = reverse("observation_forms:add")
    assert curator.post(add, sent(60, 40)).status_code == 302
    form = ObservationForm.objects.get()
    assert [block.value["points"] for block in form.dimensions] == [60, 40]
    assert form.name in curator.get(reverse("observation_forms:index")).content.decode()
    assert curator.get(reverse("observation_forms:copy", args=[form.pk])).status_code == 200
    again = curator.post(add, sent(100))
    assert "There is a form of this name already." in again.content.decode()
    assert curator.post(reverse("observation_forms:delete", args=[form.pk])).status_code == 302
    assert ObservationForm.objects.count() == 0


def test_a_form_is_worth_100_points(curator):
    page = curator.post(reverse("observation_forms:add"), sent(60, 30)).content.decode()
    assert "90 points together" in page
    assert ObservationForm.objects.count() == 0


def test_levels_are_five_or_none(curator):
    add = reverse("observation_forms:add")
    assert "Write five lines" in curator.post(add, sent(100, levels="好\n坏")).content.decode()
    assert curator.post(add, sent(100, levels="一\n二\n三\n四\n五")).status_code == 302


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SCHOOL_ADMIN, Role.STUDENT])
def test_nobody_else_writes_forms(sign_in, role):
    form = ObservationFormFactory()
    client = sign_in(MembershipFactory(role=role).person)
    for name, args in (("index", []), ("add", []), ("edit", [form.pk]), ("delete", [form.pk])):
        answer = client.get(reverse(f"observation_forms:{name}", args=args))
        assert (answer.status_code, answer.content) == (302, b"")
    assert client.post(reverse("observation_forms:delete", args=[form.pk])).status_code == 302
    assert ObservationForm.objects.get() == form
