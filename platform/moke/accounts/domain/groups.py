"""Wagtail groups: one for each role at each school, derived from memberships.

A group never says who somebody is; it only carries Wagtail's permissions to those who
are. Page permissions are attached by whoever owns the pages.
"""

from django.contrib.auth.models import Group, Permission

from moke.accounts.enums import TEACHING_ROLES, Role
from moke.accounts.models import School, User

DISTRICT = "district"


def group_name(*, school: School | None, role: str) -> str:
    """The stable name of a role's group: `school:yulin:teacher`, `district:curator`."""
    place = f"school:{school.code}" if school else DISTRICT
    return f"{place}:{Role(role).value}"


def ensure_group(*, school: School | None, role: str) -> Group:
    """Return the group of a role, made if need be. Students' groups never open the admin."""
    group, created = Group.objects.get_or_create(name=group_name(school=school, role=role))
    if created and role in TEACHING_ROLES:
        group.permissions.add(
            Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
        )
    return group


def sync_groups(*, person: User) -> None:
    """Make the person's groups exactly those of their memberships."""
    memberships = person.memberships.select_related("school")
    person.groups.set(ensure_group(school=m.school, role=m.role) for m in memberships)
