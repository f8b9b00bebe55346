"""Who reads a lesson of which visibility, by the names of the `people` fixture.

The lesson is of grade 1 at the first school; `reviewer` is invited, `operator_with_reason`
gave one.
"""

from lessons.enums import Visibility

_OWNERS = {"author", "reviewer", "school_admin"}
_SCHOOL = _OWNERS | {"colleague", "group_lead", "curator", "student", "operator_with_reason"}
_DISTRICT = _SCHOOL | {"teacher_elsewhere", "admin_elsewhere", "student_elsewhere"}
READERS = {
    Visibility.DRAFT: _OWNERS,
    Visibility.SCHOOL: _SCHOOL,
    Visibility.DISTRICT: _DISTRICT,
    Visibility.PUBLIC: _DISTRICT | {"anonymous", "student_of_grade_2", "operator", "nobody"},
}
