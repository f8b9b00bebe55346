"""What a person is, and where. Every change keeps the person's Wagtail groups in step."""

from collections.abc import Iterable

from django.db import transaction

from moke.accounts.domain.groups import sync_groups
from moke.accounts.models import Membership, School, User

__all__ = ["add_membership", "end_membership", "set_subjects", "sync_groups"]


@transaction.atomic
def add_membership(
    *,
    person: User,
    school: School | None,
    role: str,
    grade: int | None = None,
    subjects: Iterable[str] = (),
) -> Membership:
    """Give the person a role at a school, or bring its grade and subjects up to date.

    A curator belongs to the district: `school` is None.
    """
    membership, _created = Membership.objects.update_or_create(
        person=person,
        school=school,
        role=role,
        defaults={"grade": grade, "subjects": list(subjects)},
    )
    _settle(person)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership) -> None:
    """Take the role away, and with it the group that it gave."""
    person = membership.person
    membership.delete()
    _settle(person)


@transaction.atomic
def set_subjects(*, person: User, subjects: Iterable[str]) -> None:
    """Say what the person teaches, in each of their teaching memberships."""
    person.memberships.teaching().update(subjects=list(subjects))
    _forget_standing(person)


def _settle(person: User) -> None:
    sync_groups(person=person)
    _forget_standing(person)


def _forget_standing(person: User) -> None:
    person.__dict__.pop("standing", None)
