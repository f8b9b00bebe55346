"""A file that somebody sends: whether it can be kept, and under which name it is shown."""

import re
import unicodedata
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from lessons.domain.filetype import find_type

MAX_BYTES = 200 * 1024**2
MAX_NAME_LENGTH = 120
ALSO_KNOWN_AS = {"jpg": ("jpeg",)}
UNWANTED_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


@dataclass(frozen=True)
class Arrival:
    """A file that was looked at and may be kept."""

    upload: UploadedFile
    name: str
    """As people see it: no path, nothing invisible, the ending that is true."""
    content_type: str
    ending: str
    size_bytes: int


def look_at(upload: UploadedFile) -> Arrival:
    """Look at a file that somebody sends.

    Raises ValidationError, with the way out, for a file that is empty, too large or not
    what `find_type` lets in.
    """
    if upload.file is None or not upload.size:
        raise ValidationError(_("The file is empty. Please choose it again."))
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 200 MB. Please make it smaller."))
    name = upload.name or ""
    content_type, ending = find_type(file=upload.file, name=name)
    return Arrival(
        upload=upload,
        name=shown_name(name, ending=ending),
        content_type=content_type,
        ending=ending,
        size_bytes=upload.size,
    )


def keep_bytes(arrival: Arrival, *, to: FieldFile) -> None:
    """Store the bytes under a name of our making; the row that names them is saved after."""
    arrival.upload.seek(0)
    to.save(f"{uuid.uuid4()}.{arrival.ending}", arrival.upload, save=False)


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
