"""Who may do what with what the library holds besides lessons.

`ResourceQuerySet.visible_to` tells the truth of `read_resource` once more, as one query; tests
compare the two.
"""

import rules

from lessons.enums import RESOURCE_KINDS_FOR_STUDENTS
from lessons.models.collection import audiences_of
from lessons.rules import (
    is_admin_of_its_school,
    is_curator,
    is_for_everyone,
    is_for_its_school,
    is_for_the_district,
    is_teacher,
    is_teacher_of_its_school,
)
from moke.accounts.enums import Role

# Its files -----------------------------------------------------------------------


@rules.predicate
def added_it(person, resource):
    return resource.added_by_id == person.pk


@rules.predicate
def is_for_students(person, resource):
    return resource.kind in RESOURCE_KINDS_FOR_STUDENTS


@rules.predicate
def is_student_whom_it_serves(person, resource):
    """Of the file's grade, or any student where it names none."""
    return person.is_authenticated and any(
        m.role == Role.STUDENT and resource.grade in {None, m.grade} for m in person.standing
    )


@rules.predicate
def is_student_of_its_school_whom_it_serves(person, resource):
    return person.is_authenticated and any(
        m.role == Role.STUDENT
        and m.school_id == resource.school_id
        and resource.grade in {None, m.grade}
        for m in person.standing
    )


serves_the_district = is_teacher | (is_for_students & is_student_whom_it_serves)
serves_its_school = is_teacher_of_its_school | (
    is_for_students & is_student_of_its_school_whom_it_serves
)

rules.add_perm(
    "lessons.read_resource",
    is_for_everyone
    | added_it
    | is_curator
    | (is_for_the_district & serves_the_district)
    | (is_for_its_school & serves_its_school),
)
# Whoever teaches puts files in and shares them with a school or the district; what everybody
# on the internet sees, curators alone say.
rules.add_perm("lessons.share_resource", is_teacher)
rules.add_perm("lessons.share_with_everyone", is_curator)
rules.add_perm("lessons.edit_resource", added_it)
rules.add_perm("lessons.remove_resource", added_it | is_admin_of_its_school | is_curator)


# Its collections -----------------------------------------------------------------


@rules.predicate
def is_published(person, collection):
    return collection.live


@rules.predicate
def is_meant_for_them(person, collection):
    return collection.audience in audiences_of(person)


rules.add_perm("lessons.arrange_collection", is_curator)
rules.add_perm("lessons.read_collection", is_published & is_meant_for_them)
