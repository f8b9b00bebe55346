"""Attaching files to a lesson and removing them."""

import re
import unicodedata
import uuid

import rules
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from lessons.domain.filetype import find_type
from lessons.models import Attachment, LessonPage
from moke.accounts.models import User

MAX_BYTES = 200 * 1024**2
MAX_NAME_LENGTH = 120
ALSO_KNOWN_AS = {"jpg": ("jpeg",)}
UNWANTED_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


@transaction.atomic
def attach(*, lesson: LessonPage, kind: str, upload: UploadedFile, by: User) -> Attachment:
    """Keep a file with the lesson under a name of our making; its own name is only shown.

    Raises PermissionDenied unless `by` may edit the lesson, ValidationError for a file that
    is empty, too large or neither PDF, Office nor picture by its content.
    """
    if not rules.has_perm("lessons.edit_lesson", by, lesson):
        raise PermissionDenied
    if upload.file is None or not upload.size:
        raise ValidationError(_("The file is empty. Please choose it again."))
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 200 MB. Please make it smaller."))
    name = upload.name or ""
    found = find_type(file=upload.file, name=name)
    if found is None:
        raise ValidationError(
            _("Only PDF, Word, PowerPoint, Excel and pictures can be attached, without macros.")
        )
    content_type, ending = found
    attachment = Attachment(
        lesson=lesson,
        kind=kind,
        name=shown_name(name, ending=ending),
        content_type=content_type,
        size_bytes=upload.size,
        added_by=by,
    )
    upload.seek(0)
    attachment.file.save(f"{uuid.uuid4()}.{ending}", upload, save=False)
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


def shown_name(name: str, *, ending: str) -> str:
    """Return the name as people see it: no path, nothing invisible, the ending that is true."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    name = UNWANTED_IN_NAMES.sub("", name).strip(". ")
    stem, _dot, said = name.rpartition(".")
    if not stem or said.lower() not in (ending, *ALSO_KNOWN_AS.get(ending, ())):
        stem = name
    stem = stem[:MAX_NAME_LENGTH].strip() or _("Attachment")
    return f"{stem}.{ending}"
