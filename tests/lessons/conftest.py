"""People around two schools, one of each kind that the access matrix knows."""

import pytest
from django.contrib.auth.models import AnonymousUser

from moke.accounts.domain.membership import add_membership
from moke.accounts.enums import Role
from moke.accounts.models import School, User
from moke.curriculum.enums import Grade
from tests.factories.lessons import RipeLessonFactory


@pytest.fixture
def schools(db):
    """The lesson's school and another one."""
    return [
        School.objects.create(name="Elm Lane School", code="elm"),
        School.objects.create(name="River School", code="river"),
    ]


@pytest.fixture
def person(db):
    """Make a person with at most one membership."""

    def make(name, role=None, school=None, grade=None, **kwargs):
        made = User.objects.create(username=name, name=name.title(), **kwargs)
        if role:
            add_membership(person=made, role=role, school=school, grade=grade)
        return made

    return make


@pytest.fixture
def people(schools, person):
    """Name → person, for a lesson of grade 1 at the first school, written by `author`."""
    here, elsewhere = schools
    return {
        "anonymous": AnonymousUser(),
        "author": person("author", Role.TEACHER, here),
        "colleague": person("colleague", Role.TEACHER, here),
        "group_lead": person("group-lead", Role.GROUP_LEAD, here),
        "teacher_elsewhere": person("teacher-elsewhere", Role.TEACHER, elsewhere),
        "reviewer": person("reviewer", Role.TEACHER, elsewhere),
        "school_admin": person("school-admin", Role.SCHOOL_ADMIN, here),
        "admin_elsewhere": person("admin-elsewhere", Role.SCHOOL_ADMIN, elsewhere),
        "curator": person("curator", Role.CURATOR),
        "student": person("student", Role.STUDENT, here, Grade.G1),
        "student_of_grade_2": person("student-of-grade-2", Role.STUDENT, here, Grade.G2),
        "student_elsewhere": person("student-elsewhere", Role.STUDENT, elsewhere, Grade.G1),
        "operator": person("operator", is_superuser=True),
        "operator_with_reason": person("operator-with-reason", is_superuser=True),
        "nobody": person("nobody"),
    }


@pytest.fixture
def ripe(people, schools):
    """A lesson of `author` that may be submitted to the district."""
    return RipeLessonFactory(author=people["author"], school=schools[0], title="树和喜鹊")
