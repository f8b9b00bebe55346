"""Schools, people with their memberships and groups, and the one password of the demo."""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from lessons.domain.library import ensure_district_library, ensure_library
from moke.accounts.domain.membership import add_membership
from moke.accounts.models import School, TeachingGroup, User

# One sign-in a role, as `make run` prints them and the README's tour uses them.
SIGN_INS = {
    "teacher": "linxiaoyan",
    "reviewer": "zhaomin",
    "group lead": "gaofeng",
    "school admin": "liuyang",
    "curator": "luoqing",
    "student": "xiaoyu",
    "operator": "operator",
}


def password() -> str:
    """The password of all demo people: made once for each data folder, and kept there."""
    path = Path(settings.MOKE_DATA_DIR) / "demo-password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"moke-{secrets.token_hex(4)}")
    return path.read_text()


def load_people(sheet: dict) -> None:
    """Enter the schools with their libraries, and the people with their memberships."""
    ensure_district_library()
    schools = {entry["code"]: _load_school(entry) for entry in sheet["schools"]}
    known = set(User.objects.values_list("username", flat=True))
    hashed = make_password(password())
    for entry in sheet["people"]:
        if entry["username"] not in known:
            _load_person(entry, schools, hashed)
    for entry in sheet["groups"]:
        _load_group(entry, schools)
    if "operator" not in known:
        User.objects.create(
            username="operator",
            name="运维",
            email="operator@example.org",
            password=hashed,
            is_staff=True,
            is_superuser=True,
        )


def _load_school(entry: dict) -> School:
    school, _created = School.objects.get_or_create(
        code=entry["code"], defaults={"name": entry["name"]}
    )
    ensure_library(school=school)
    return school


def _load_person(entry: dict, schools: dict[str, School], hashed: str) -> None:
    person = User.objects.create(
        username=entry["username"],
        name=entry["name"],
        email=f"{entry['username']}@example.org",
        password=hashed,
    )
    for membership in entry["memberships"]:
        add_membership(
            person=person,
            school=schools.get(membership.get("school")),
            role=membership["role"],
            grade=membership.get("grade"),
            subjects=membership.get("subjects", []),
        )


def _load_group(entry: dict, schools: dict[str, School]) -> None:
    group, is_new = TeachingGroup.objects.get_or_create(
        name=entry["name"],
        school=schools[entry["school"]] if "school" in entry else None,
        defaults={"lead": User.objects.get(username=entry["lead"])},
    )
    if is_new:
        group.members.set(User.objects.filter(username__in=entry["members"]))
