"""What a file is, by its content. Its name decides nothing but which old Office program."""

import zipfile
from pathlib import PurePath
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

PDF = "application/pdf"
OOXML = "application/vnd.openxmlformats-officedocument."
MP3 = "audio/mpeg"
M4A = "audio/mp4"
PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
SOUNDS = {MP3: "mp3", M4A: "m4a"}
OFFICE = {
    f"{OOXML}wordprocessingml.document": "docx",
    f"{OOXML}presentationml.presentation": "pptx",
    f"{OOXML}spreadsheetml.sheet": "xlsx",
}
ENDINGS = {PDF: "pdf", **PICTURES, **SOUNDS, **OFFICE}
OOXML_FOLDERS = {
    "word/": f"{OOXML}wordprocessingml.document",
    "ppt/": f"{OOXML}presentationml.presentation",
    "xl/": f"{OOXML}spreadsheetml.sheet",
}
OLD_OFFICE = {
    "doc": "application/msword",
    "wps": "application/msword",
    "ppt": "application/vnd.ms-powerpoint",
    "dps": "application/vnd.ms-powerpoint",
    "xls": "application/vnd.ms-excel",
    "et": "application/vnd.ms-excel",
}
SHOWN_INLINE = {PDF, *PICTURES, *SOUNDS}
ACCEPTED = ".pdf,.doc,.docx,.wps,.ppt,.pptx,.dps,.xls,.xlsx,.et,.png,.jpg,.jpeg,.webp,.mp3,.m4a"
PICTURE_FORMATS = ("PNG", "JPEG", "WEBP")
OLE_MARK = bytes.fromhex("d0cf11e0a1b11ae1")
OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")
PDF_MARK = b"%PDF-"
MP3_MARKS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")
M4A_MARKS = (b"ftypM4A", b"ftypM4B")
MARKUP_MARKS = (b"<svg", b"<!doctype html", b"<html", b"<?xml", b"<script")
HEAD_BYTES = 512
PIECE_BYTES = 1024**2
MAX_ZIP_MEMBERS = 20_000


def find_type(*, file: IO[bytes], name: str) -> tuple[str, str]:
    """Return content type and ending of a file that may be kept.

    Raises ValidationError, with the way out, for web pages and drawings that can hold
    scripts, for documents with macros and for all that is no document, picture or sound.
    """
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head.startswith(PDF_MARK):
        return PDF, "pdf"
    if head.startswith(OLE_MARK):
        return _old_office(file, name)
    found = _office(file) if head.startswith(b"PK") else _sound(head) or _picture(file)
    if found is None:
        raise ValidationError(_why_not(head))
    return found, ENDINGS[found]


def _why_not(head: bytes) -> str:
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP_MARKS):
        return _(
            "Web pages and SVG drawings can hold scripts. Save it as a PDF or a picture, "
            "then try again."
        )
    return _(
        "This is none of the files that are taken: PDF, Word, PowerPoint, Excel, pictures "
        "(PNG, JPEG, WebP) and sound (MP3, M4A). Its content counts, not its name."
    )


def _refuse_macros() -> ValidationError:
    return ValidationError(
        _("This file holds macros. Save it without them, for example as .docx, and try again.")
    )


def _old_office(file: IO[bytes], name: str) -> tuple[str, str]:
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending not in OLD_OFFICE:
        raise ValidationError(_why_not(b""))
    if _holds(file, OLE_MACROS):
        raise _refuse_macros()
    return OLD_OFFICE[ending], ending


def _holds(file: IO[bytes], mark: bytes) -> bool:
    file.seek(0)
    before = b""
    while piece := file.read(PIECE_BYTES):
        if mark in before + piece:
            return True
        before = piece[-len(mark) :]
    return False


def _office(file: IO[bytes]) -> str | None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return None
    if len(names) > MAX_ZIP_MEMBERS or "[Content_Types].xml" not in names:
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refuse_macros()
    for folder, content_type in OOXML_FOLDERS.items():
        if any(name.startswith(folder) for name in names):
            return content_type
    return None


def _sound(head: bytes) -> str | None:
    if head.startswith(MP3_MARKS):
        return MP3
    return M4A if head[4:].startswith(M4A_MARKS) else None


def _picture(file: IO[bytes]) -> str | None:
    file.seek(0)
    try:
        with Image.open(file, formats=PICTURE_FORMATS) as picture:
            content_type = Image.MIME.get(picture.format or "")
            picture.verify()
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ):
        return None
    return content_type
