import factory
from factory.django import DjangoModelFactory

from moke.accounts.domain.membership import add_membership
from moke.accounts.enums import Role
from moke.accounts.models import Membership, School, TeachingGroup, User


class UserFactory(DjangoModelFactory):
    """A person without a password: tests sign them in directly."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.org")
    password = "!"


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School

    name = factory.Sequence(lambda n: f"School {n}")
    code = factory.Sequence(lambda n: f"school-{n}")


class MembershipFactory(DjangoModelFactory):
    """A role at a school, given through the domain so that groups are in step."""

    class Meta:
        model = Membership

    person = factory.SubFactory(UserFactory)
    role = Role.TEACHER
    school = factory.Maybe(
        factory.LazyAttribute(lambda membership: membership.role != Role.CURATOR),
        yes_declaration=factory.SubFactory(SchoolFactory),
        no_declaration=None,
    )

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return add_membership(**kwargs)


class TeachingGroupFactory(DjangoModelFactory):
    """A group of a school with its lead, who teaches; `members` are let in as given."""

    class Meta:
        model = TeachingGroup
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"一年级语文组 {n}")
    school = factory.SubFactory(SchoolFactory)
    lead = factory.LazyAttribute(lambda group: MembershipFactory(school=group.school).person)

    @factory.post_generation
    def members(self, create, extracted, **kwargs):
        self.members.set(extracted or ())
