"""What coders found in a take, in a Word document."""

import io

from django.utils.translation import gettext as _
from docx.document import Document
from docx.shared import Mm

from moke.ui.clock import write_clock
from research.domain.coding_picture import draw_timeline
from research.domain.docx_parts import INK_SOFT
from research.domain.queries.coding import Coded, SchemeReport
from research.domain.queries.record import Chapter
from research.enums import Scheme

TIMELINE_MM = 174


def add_codings(document: Document, chapter: Chapter) -> None:
    """Add the codings of a take, if any: figures, timelines, and how far coders agree."""
    if chapter.codings:
        document.add_heading(_("What coders found"), 2)
    for report in chapter.codings:
        for line in report.here:
            _add_line(document, report, line)
        for pair in report.pairs:
            if pair.said:
                document.add_paragraph(pair.said)


def _add_line(document: Document, report: SchemeReport, line: Coded) -> None:
    words = document.add_paragraph()
    words.add_run(f"{report.scheme.label} ").bold = True
    words.add_run(str(line.coding.coder))
    document.add_paragraph(" · ".join(f"{name} {value}" for name, value in line.figures))
    picture = io.BytesIO(draw_timeline(line))
    document.add_paragraph().add_run().add_picture(picture, width=Mm(TIMELINE_MM))
    legend = (
        _("Above the teacher acts, beneath the students.")
        if report.scheme == Scheme.ST
        else _("From above, the categories 1 to 10.")
    )
    note = document.add_paragraph().add_run(f"{legend} 0:00–{write_clock(line.end_s)}")
    note.font.color.rgb = INK_SOFT
