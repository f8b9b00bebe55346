"""Preparing a lesson and publishing its plan."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lessons.domain.library import ensure_library
from lessons.models import LessonPage, LibraryPage
from moke.accounts.models import School, User

SLUG_BYTES = 6


@transaction.atomic
def prepare_lesson(
    *, author: User, school: School, title: str, subject: str, grade: int, **plan_fields
) -> LessonPage:
    """Put a new lesson into the library of the school.

    It is live, so that its author has a page to show, and a draft, so that nobody else sees
    it. Its first revision is published.
    """
    library = ensure_library(school=school)
    library = LibraryPage.objects.select_for_update().get(pk=library.pk)
    lesson = LessonPage(
        title=title,
        slug=f"lesson-{secrets.token_hex(SLUG_BYTES)}",
        author=author,
        owner=author,
        school=school,
        subject=subject,
        grade=grade,
        **plan_fields,
    )
    library.add_child(instance=lesson)
    lesson.save_revision(user=author).publish(user=author)
    lesson.refresh_from_db()
    return lesson


@transaction.atomic
def publish_plan(*, lesson: LessonPage, by: User) -> LessonPage:
    """Show the newest revision of the plan to whoever may read the lesson.

    Raises PermissionDenied unless `by` may edit the lesson. Publishing twice is harmless.
    """
    if not lesson.permissions_for_user(by).can_publish():
        raise PermissionDenied
    if lesson.has_unpublished_changes:
        lesson.get_latest_revision().publish(user=by)
        lesson.refresh_from_db()
    return lesson
