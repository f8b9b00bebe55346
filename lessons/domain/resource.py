"""Putting files into the library, changing what is said of them, taking them out."""

from pathlib import PurePath

import rules
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lessons.domain.arrival import keep_bytes, look_at
from lessons.enums import Visibility
from lessons.models import Resource
from moke.accounts.enums import TEACHING_ROLES
from moke.accounts.models import School, User

PARTICULARS = ("title", "kind", "subject", "grade", "licence", "school", "visibility")


@transaction.atomic
def add_resource(
    *,
    upload: UploadedFile,
    by: User,
    kind: str,
    subject: str,
    grade: int | None,
    licence: str,
    school: School | None,
    visibility: str = Visibility.SCHOOL,
    title: str = "",
) -> Resource:
    """Put a file into the library; without a title it bears its file name's.

    Raises PermissionDenied unless `by` teaches and may share as far as `visibility` says,
    ValidationError for a file that `look_at` refuses.
    """
    if not rules.has_perm("lessons.share_resource", by):
        raise PermissionDenied
    _check_reach(by=by, school=school, visibility=visibility)
    arrival = look_at(upload)
    resource = Resource(
        title=title.strip() or PurePath(arrival.name).stem,
        kind=kind,
        subject=subject,
        grade=grade,
        licence=licence,
        school=school,
        visibility=visibility,
        name=arrival.name,
        content_type=arrival.content_type,
        size_bytes=arrival.size_bytes,
        added_by=by,
    )
    keep_bytes(arrival, to=resource.file)
    resource.save()
    return resource


@transaction.atomic
def change_resource(*, resource: Resource, by: User, **particulars) -> Resource:
    """Change what is said of a file; the file itself stays.

    `particulars` are some of `PARTICULARS`. Raises PermissionDenied unless `by` added it
    and may share it as far as is asked.
    """
    if not rules.has_perm("lessons.edit_resource", by, resource):
        raise PermissionDenied
    before = (resource.school, resource.visibility)
    for name in PARTICULARS:
        setattr(resource, name, particulars.get(name, getattr(resource, name)))
    if before != (resource.school, resource.visibility):
        _check_reach(by=by, school=resource.school, visibility=resource.visibility)
    resource.save()
    return resource


@transaction.atomic
def remove_resource(*, resource: Resource, by: User) -> None:
    """Take a file out of the library, its bytes too, and note who did.

    Raises PermissionDenied unless `by` added it, or runs its school or the district.
    """
    if not rules.has_perm("lessons.remove_resource", by, resource):
        raise PermissionDenied
    storage, name = resource.file.storage, str(resource.file)
    log(instance=resource, action="wagtail.delete", user=by, deleted=True)
    resource.delete()
    transaction.on_commit(lambda: storage.delete(name))


def _check_reach(*, by: User, school: School | None, visibility: str) -> None:
    if visibility == Visibility.PUBLIC and not rules.has_perm("lessons.share_with_everyone", by):
        raise PermissionDenied
    if school is None:
        if not by.is_curator:
            raise PermissionDenied
        if visibility == Visibility.SCHOOL:
            raise ValidationError(
                {"visibility": _("The district's own files are shared with the district.")}
            )
    elif school.pk not in by.schools_as(*TEACHING_ROLES):
        raise PermissionDenied
