"""Who may do what with a file of the library: the rows of the access matrix for these.

A file for grade 1 was added by `author` for a school. `teachers` is one of a kind that is not
for students, shared with the district.
"""

from dataclasses import dataclass

from tests.matrix import ROLES, Route, marks_of

AUDIENCES = ("school", "teachers", "district", "public")

MATRIX = """
                 anonymous student student_of_grade_2 student_elsewhere teacher teacher_elsewhere author reviewer school_admin admin_elsewhere curator operator
read-school          -        Y            -                 -             Y            -            Y       -          Y             -           Y       -
read-teachers        -        -            -                 -             Y            Y            Y       Y          Y             Y           Y       -
read-district        -        Y            -                 Y             Y            Y            Y       Y          Y             Y           Y       -
read-public          Y        Y            Y                 Y             Y            Y            Y       Y          Y             Y           Y       Y
own-*                -        -            -                 -             -            -            Y       -          -             -           -       -
remove-*             -        -            -                 -             -            -            Y       -          Y             -           Y       -
"""  # noqa: E501

_MARKS = marks_of(MATRIX)


def may(role: str, action: str, audience: str) -> bool:
    """Whether the matrix lets the role do the action with a file so shared."""
    row = _MARKS.get(f"{action}-{audience}") or _MARKS[f"{action}-*"]
    return row[role] == "Y"


@dataclass(frozen=True)
class FileRoute(Route):
    """An address of a file of the library; who may read the file knows of it."""

    def allows(self, role: str, action: str, audience: str) -> bool:
        return may(role, action, audience)


FILE_ROUTES = (
    FileRoute("lessons:resource", "read", "resource"),
    FileRoute("lessons:resource_file", "read", "resource_file"),
    FileRoute("lessons:resource_edit", "own", "resource"),
    FileRoute("lessons:resource_delete", "remove", "resource", method="POST", ok=302),
)

__all__ = ["AUDIENCES", "FILE_ROUTES", "ROLES", "may"]
