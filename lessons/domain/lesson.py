"""Preparing a lesson and publishing its plan."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lessons.domain.library import ensure_library
from lessons.models import LessonPage, LibraryPage
from moke.accounts.models import School, User

TOKEN_BYTES = 8


def new_token() -> str:
    """A name for a lesson that is about to be prepared, so that it is prepared once."""
    return secrets.token_hex(TOKEN_BYTES)


def usual_phases() -> list[tuple[str, dict]]:
    """The phases that most lessons of forty minutes have, to start a plan from."""
    phases = [
        (_("Lead-in"), 5),
        (_("New content"), 15),
        (_("Practice"), 10),
        (_("Sharing"), 7),
        (_("Wrap-up"), 3),
    ]
    return [("phase", {"name": name, "minutes": minutes}) for name, minutes in phases]


@transaction.atomic
def prepare_lesson(
    *,
    author: User,
    school: School,
    title: str,
    subject: str,
    grade: int,
    token: str = "",
    **plan_fields,
) -> LessonPage:
    """Put a new lesson into the library of the school.

    It is live, so that its author has a page to show, and a draft, so that nobody else sees
    it. Its first revision is published. The same `token` of the same author gives the same
    lesson again: a second click prepares nothing.
    """
    library = ensure_library(school=school)
    library = LibraryPage.objects.select_for_update().get(pk=library.pk)
    slug = f"lesson-{author.pk}-{token or new_token()}"
    if prepared := LessonPage.objects.child_of(library).filter(slug=slug).first():
        return prepared
    plan_fields.setdefault("phases", usual_phases())
    lesson = LessonPage(
        title=title,
        slug=slug,
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
