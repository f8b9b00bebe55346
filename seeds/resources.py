"""Files of the library, drawn when they are loaded."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lessons.domain.resource import add_resource
from lessons.models import Resource
from moke.accounts.models import School, User
from seeds.slides import draw_paper, draw_slide

DOTS_PER_INCH = 110


def load_resource(sheet: dict) -> Resource:
    """Put the file of a sheet into the library once."""
    by = User.objects.get(username=sheet["by"])
    if resource := Resource.objects.by(by).filter(title=sheet["title"]).first():
        return resource
    return add_resource(
        upload=_draw(sheet),
        by=by,
        kind=sheet["kind"],
        subject=sheet["subject"],
        grade=sheet.get("grade"),
        licence=sheet["licence"],
        school=School.objects.get(code=sheet["school"]) if "school" in sheet else None,
        visibility=sheet["visibility"],
    )


def _draw(sheet: dict) -> SimpleUploadedFile:
    pages = _pages(sheet)
    file = io.BytesIO()
    if "slides" in sheet and len(pages) == 1:
        pages[0].save(file, "JPEG", quality=88)
        return SimpleUploadedFile(f"{sheet['title']}.jpg", file.getvalue())
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=DOTS_PER_INCH)
    return SimpleUploadedFile(f"{sheet['title']}.pdf", file.getvalue())


def _pages(sheet: dict) -> list[Image.Image]:
    if slides := sheet.get("slides"):
        return [draw_slide(words, colour) for colour, words in enumerate(slides)]
    if lines := sheet.get("lines"):
        return [draw_paper(sheet["paper"], lines, room_lines=0)]
    return [draw_paper(sheet["paper"], sheet["tasks"])]
