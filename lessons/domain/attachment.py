"""Attaching files to a lesson and removing them."""

import rules
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lessons.domain.arrival import keep_bytes, look_at
from lessons.models import Attachment, LessonPage
from moke.accounts.models import User


@transaction.atomic
def attach(*, lesson: LessonPage, kind: str, upload: UploadedFile, by: User) -> Attachment:
    """Keep a file with the lesson under a name of our making; its own name is only shown.

    Raises PermissionDenied unless `by` may edit the lesson, ValidationError for a file that
    `look_at` refuses.
    """
    if not rules.has_perm("lessons.edit_lesson", by, lesson):
        raise PermissionDenied
    arrival = look_at(upload)
    attachment = Attachment(
        lesson=lesson,
        kind=kind,
        name=arrival.name,
        content_type=arrival.content_type,
        size_bytes=arrival.size_bytes,
        added_by=by,
    )
    keep_bytes(arrival, to=attachment.file)
    attachment.save()
    return attachment


@transaction.atomic
def remove_attachment(*, attachment: Attachment, by: User) -> None:
    """Remove the attachment and its file. Raises PermissionDenied unless `by` may edit."""
    if not rules.has_perm("lessons.edit_lesson", by, attachment.lesson):
        raise PermissionDenied
    storage, name = attachment.file.storage, str(attachment.file)
    attachment.delete()
    transaction.on_commit(lambda: storage.delete(name))
