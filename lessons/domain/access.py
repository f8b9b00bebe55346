"""Looking at a lesson for a reason, on record."""

import rules
from django.core.exceptions import PermissionDenied

from lessons.models import LessonPage, ReasonedAccess
from moke.accounts.models import User


def give_reason(*, lesson: LessonPage, by: User, reason: str) -> ReasonedAccess:
    """Record why somebody looks at a lesson that is not theirs to see without a reason.

    Raises PermissionDenied for people whom a reason opens nothing.
    """
    if not rules.has_perm("lessons.give_reason", by, lesson):
        raise PermissionDenied
    return ReasonedAccess.objects.create(person=by, lesson=lesson, reason=reason)
