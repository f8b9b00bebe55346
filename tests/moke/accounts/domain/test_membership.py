import pytest
from django.contrib.auth.models import Group

from moke.accounts.domain.groups import sync_groups
from moke.accounts.domain.membership import add_membership, end_membership, set_subjects
from moke.accounts.enums import Role
from moke.accounts.models import Membership
from tests.factories.accounts import MembershipFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


def group_names(person):
    return sorted(person.groups.values_list("name", flat=True))


def test_add_membership_puts_the_person_into_the_group_of_school_and_role():
    person = UserFactory()
    add_membership(person=person, school=SchoolFactory(code="yulin"), role=Role.TEACHER)
    assert group_names(person) == ["school:yulin:teacher"]


def test_add_membership_makes_a_curator_one_of_the_district():
    person = UserFactory()
    add_membership(person=person, school=None, role=Role.CURATOR)
    assert group_names(person) == ["district:curator"]
    assert person.is_curator


def test_add_membership_twice_brings_grade_and_subjects_up_to_date():
    person, school = UserFactory(), SchoolFactory()
    add_membership(person=person, school=school, role=Role.TEACHER, subjects=["chinese"])
    add_membership(person=person, school=school, role=Role.TEACHER, grade=3, subjects=["music"])
    membership = Membership.objects.get()
    assert (membership.grade, membership.subjects) == (3, ["music"])


def test_add_membership_is_known_at_once_to_a_person_already_asked():
    person = UserFactory()
    assert person.is_teacher is False
    add_membership(person=person, school=SchoolFactory(), role=Role.TEACHER)
    assert person.is_teacher is True


def test_end_membership_takes_only_its_own_group_away():
    person = UserFactory()
    yulin, beihu = SchoolFactory(code="yulin"), SchoolFactory(code="beihu")
    ended = add_membership(person=person, school=yulin, role=Role.TEACHER)
    add_membership(person=person, school=beihu, role=Role.GROUP_LEAD)
    end_membership(membership=ended)
    assert group_names(person) == ["school:beihu:group-lead"]


def test_sync_groups_removes_what_no_membership_gives():
    person = MembershipFactory(school__code="yulin").person
    person.groups.add(Group.objects.create(name="school:beihu:school-admin"))
    sync_groups(person=person)
    sync_groups(person=person)
    assert group_names(person) == ["school:yulin:teacher"]


@pytest.mark.parametrize("role", list(Role))
def test_only_students_are_kept_out_of_the_admin(role):
    person = MembershipFactory(role=role).person
    assert person.has_perm("wagtailadmin.access_admin") is (role != Role.STUDENT)


def test_set_subjects_changes_teaching_memberships_alone():
    person = MembershipFactory(subjects=["music"]).person
    studies = MembershipFactory(person=person, role=Role.STUDENT, grade=5)
    set_subjects(person=person, subjects=["chinese", "arts"])
    studies.refresh_from_db()
    assert person.subjects == ["chinese", "arts"]
    assert studies.subjects == []
