import pytest

from moke.accounts.enums import Role
from moke.accounts.models import TeachingGroup
from tests.factories.accounts import MembershipFactory, TeachingGroupFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW = "/admin/groups_of_teachers/new/"


@pytest.fixture
def curator(sign_in):
    return sign_in(MembershipFactory(role=Role.CURATOR).person)


def names(*people):
    return "\n".join(person.username for person in people)


def test_curator_puts_a_group_together_and_changes_it(curator):
    lead, first, second = (MembershipFactory().person for _number in range(3))
    sent = {"name": "语文组", "school": "", "lead": lead.username, "members": names(first, second)}
    assert NEW.removesuffix("new/") in curator.get("/admin/").text
    assert curator.post(NEW, sent).status_code == 302
    group = TeachingGroup.objects.get()
    assert (group.lead, set(group.members.all())) == (lead, {first, second})
    edit = f"/admin/groups_of_teachers/edit/{group.pk}/"
    assert f"{names(first, second)}</textarea>" in curator.get(edit).text
    curator.post(edit, sent | {"lead": first.username, "members": names(second)})
    group.refresh_from_db()
    assert (group.lead, list(group.members.all())) == (first, [second])


def test_who_does_not_teach_is_named_and_what_was_typed_stays(curator):
    lead, student = MembershipFactory().person, MembershipFactory(role=Role.STUDENT).person
    typed = names(lead, student) + "\nnobody"
    sent = {"name": "语文组", "school": "", "lead": names(lead), "members": typed}
    page = curator.post(NEW, sent)
    assert page.context["form"].errors == {
        "members": [f"Nobody who teaches has this user name: {student.username}, nobody"]
    }
    assert f"{typed}</textarea>" in page.text


@pytest.mark.parametrize("role", [Role.TEACHER, Role.GROUP_LEAD, Role.SCHOOL_ADMIN])
def test_others_arrange_no_groups(sign_in, role):
    group = TeachingGroupFactory()
    person = sign_in(MembershipFactory(role=role).person)
    assert person.get(f"/admin/groups_of_teachers/edit/{group.pk}/").status_code == 302
    assert person.post(NEW, {"name": "我的组"}).status_code == 302
    assert TeachingGroup.objects.count() == 1


def test_groups_are_listed(sign_in):
    TeachingGroupFactory()
    page = sign_in(UserFactory(is_superuser=True)).get("/admin/groups_of_teachers/?q=语文")
    assert (page.status_code, "一年级语文组" in page.text) == (200, True)
