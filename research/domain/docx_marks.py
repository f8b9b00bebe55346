"""What was marked in the classroom and has no place in the recording, in a Word document."""

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from docx.document import Document

from research.domain.docx_parts import CINNABAR, INK_SOFT
from research.domain.queries.record import Chapter


def add_marks(document: Document, chapter: Chapter) -> None:
    """Add the marks of a take that are no comments, if any, with their time of the day."""
    if chapter.marks:
        document.add_heading(_("Marked in the classroom, without a place in the recording"), 2)
    for mark in chapter.marks:
        words = document.add_paragraph()
        words.add_run(f"{localtime(mark.at):%H:%M:%S} ").font.color.rgb = INK_SOFT
        words.add_run(f"{mark.get_kind_display()} ").font.color.rgb = CINNABAR
        words.add_run(f"{mark.author} ").bold = True
        words.add_run(mark.body)
