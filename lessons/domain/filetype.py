"""What a file is, by its content. Its name decides nothing but which old Office program."""

import zipfile
from pathlib import PurePath
from typing import IO

from PIL import Image, UnidentifiedImageError

PDF = "application/pdf"
OOXML = "application/vnd.openxmlformats-officedocument."
ENDINGS = {
    PDF: "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    f"{OOXML}wordprocessingml.document": "docx",
    f"{OOXML}presentationml.presentation": "pptx",
    f"{OOXML}spreadsheetml.sheet": "xlsx",
}
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
SHOWN_INLINE = {PDF, "image/png", "image/jpeg", "image/webp"}
PICTURE_FORMATS = ("PNG", "JPEG", "WEBP")
OLE_MARK = bytes.fromhex("d0cf11e0a1b11ae1")
PDF_MARK = b"%PDF-"
MAX_ZIP_MEMBERS = 20_000


def find_type(*, file: IO[bytes], name: str) -> tuple[str, str] | None:
    """Return content type and ending of a file that may be attached, None of any other."""
    file.seek(0)
    head = file.read(len(OLE_MARK))
    if head.startswith(PDF_MARK):
        return PDF, "pdf"
    if head == OLE_MARK:
        ending = PurePath(name).suffix.lower().lstrip(".")
        return (OLD_OFFICE[ending], ending) if ending in OLD_OFFICE else None
    found = _office(file) if head.startswith(b"PK") else _picture(file)
    return (found, ENDINGS[found]) if found else None


def _office(file: IO[bytes]) -> str | None:
    """Documents with macros are none of ours."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return None
    if len(names) > MAX_ZIP_MEMBERS or "[Content_Types].xml" not in names:
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    for folder, content_type in OOXML_FOLDERS.items():
        if any(name.startswith(folder) for name in names):
            return content_type
    return None


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
