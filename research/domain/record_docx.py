"""A lesson's record as a Word document, which people can go on writing in."""

import io
from collections.abc import Sequence

from django.template.defaultfilters import date as write_date
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx import Document
from docx.document import Document as Doc
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from lessons.domain.deletion import describe_deletion
from moke.ui.clock import write_clock
from moke.ui.templatetags.ui import grade_subject
from research.domain.compare import Fate
from research.domain.docx_codings import add_codings
from research.domain.docx_marks import add_marks
from research.domain.docx_parts import (
    CINNABAR,
    INK_SOFT,
    JADE,
    add_comment_link,
    add_link,
    address_of,
    keep_whole,
    set_up,
)
from research.domain.docx_story import add_phases, add_report, add_round, add_showcase
from research.domain.drawn_still import draw_still
from research.domain.queries.record import Chapter
from research.domain.record_paper import (
    NO_PICTURES,
    Line,
    Paper,
    PaperChapter,
    Pictures,
    Place,
    Stills,
    left_out_of,
    site,
)
from research.models import Comment, RecordExport

STILL_MM = 38
DRAWN_MM = 88
COLUMNS_MM = (17, 95, 62)


def write_docx(paper: Paper, stills: Stills, pictures: Pictures = NO_PICTURES) -> bytes:
    """Return the paper with its pictures as DOCX, with headings, tables and page numbers."""
    lesson = paper.record.lesson
    document = Document()
    set_up(document, title=RecordExport.title_of(lesson=lesson), author=str(lesson.author))
    _add_front(document, paper)
    if paper.chapters:
        _add_takes(document, paper.chapters)
    if paper.record.first_plan:
        document.add_heading(_("The plan at the first take"), 1)
        for part, text in paper.record.first_plan:
            document.add_heading(str(part), 2)
            document.add_paragraph(text)
    for chapter in paper.chapters:
        _add_chapter(document, chapter, stills, pictures)
    if lesson.selected_at:
        document.add_heading(_("Selected by the district"), 1)
        document.add_paragraph(_day(lesson.selected_at))
    if paper.record.showcase:
        add_showcase(document, paper.record.showcase)
    if lesson.reflection:
        document.add_heading(_("Reflection"), 1)
        document.add_paragraph(lesson.reflection)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _add_front(document: Doc, paper: Paper) -> None:
    lesson, ledger = paper.record.lesson, paper.record.ledger
    document.add_heading(f"《{lesson.title}》", 0)
    made_on = _("as it stood on %(date)s") % {"date": _day(paper.made_on)}
    document.add_paragraph(grade_subject(lesson))
    document.add_paragraph(f"{lesson.school} · {lesson.author} · {made_on}")
    facts = [
        (_("Takes"), len(paper.chapters)),
        (_("Colleagues"), paper.record.people),
        (_("Comments"), ledger.comments),
        (_("Adopted"), ledger.adopted),
        (_("Partly adopted"), ledger.partly),
        (_("Not adopted"), ledger.not_adopted),
        (_("Still open"), ledger.open_count),
    ]
    _add_table(document, [name for name, _value in facts], [[str(n) for _name, n in facts]])
    if not paper.chapters:
        words = _("When the lesson is taught for the first time, its record begins here.")
        document.add_paragraph(words)
    _add_notes(document, paper)


def _add_notes(document: Doc, paper: Paper) -> None:
    if paper.places:
        words = _(
            "Stills show the moments of highlights and of adopted comments, and the moments that"
            " answer these."
        )
        document.add_paragraph(f"{words} {left_out_of(paper)}".strip())
    links = document.add_paragraph(
        _("Times lead to the moment in the recording, for whoever may watch it. The record itself:")
    )
    links.add_run(" ")
    address = site() + reverse("research:record", args=[paper.record.lesson.pk])
    add_link(links, address, address)


def _add_takes(document: Doc, chapters: Sequence[PaperChapter]) -> None:
    head = [_("Take"), _("Taught on"), _("Class"), _("Observed by"), _("Comments"), _("Points")]
    rows = [
        [
            _("Take %(number)s") % {"number": part.chapter.take.number},
            _day(part.chapter.take.taught_on),
            part.chapter.take.class_name,
            " · ".join(str(asked.person) for asked in part.chapter.invitations) or "–",
            str(len(part.lines)),
            f"{part.chapter.points:.1f}" if part.shows_points else "–",
        ]
        for part in chapters
    ]
    _add_table(document, head, rows)


def _add_chapter(document: Doc, part: PaperChapter, stills: Stills, pictures: Pictures) -> None:
    chapter = part.chapter
    document.add_heading(_("Take %(number)s") % {"number": chapter.take.number}, 1)
    document.add_paragraph(f"{chapter.take.class_name} · {_day(chapter.take.taught_on)}")
    if chapter.take.deleted_at:
        document.add_paragraph().add_run(describe_deletion(chapter.take)).bold = True
    if chapter.take.change_note:
        document.add_paragraph(chapter.take.change_note, "Quote")
    _add_changes(document, chapter)
    add_round(document, chapter)
    add_phases(document, chapter)
    if part.shows_points:
        _add_points(document, part)
        add_report(document, chapter.sheets)
    add_codings(document, chapter)
    document.add_heading(_("Comments"), 2)
    if part.lines:
        _add_lines(document, part.lines, stills, pictures)
    else:
        document.add_paragraph(_("Nobody has commented on this take."))
    add_marks(document, chapter)


def _add_changes(document: Doc, chapter: Chapter) -> None:
    if chapter.changes:
        document.add_heading(_("What changed in the plan"), 2)
    for change in chapter.changes:
        words = document.add_paragraph()
        words.add_run(f"{change.part}  ").bold = True
        for note in change.notes:
            words.add_run(f"{note} ").font.color.rgb = INK_SOFT
        for piece in change.pieces:
            run = words.add_run(piece.text)
            run.font.underline = piece.fate == Fate.ADDED
            run.font.strike = piece.fate == Fate.REMOVED
            if piece.fate != Fate.SAME:
                run.font.color.rgb = JADE if piece.fate == Fate.ADDED else CINNABAR


def _add_points(document: Doc, part: PaperChapter) -> None:
    chapter = part.chapter
    said = ngettext(
        "%(points)s of 100, by %(number)s observer",
        "%(points)s of 100, mean of %(number)s observers",
        chapter.observers,
    ) % {"points": f"{chapter.points:.1f}", "number": chapter.observers}
    words = document.add_paragraph()
    words.add_run(_("Observation forms") + " ").bold = True
    address = site() + reverse("research:observations", args=[chapter.take.pk])
    add_link(words, said, address)


def _add_lines(document: Doc, lines: Sequence[Line], stills: Stills, pictures: Pictures) -> None:
    head = [_("Moment"), _("Comment"), _("Verdict")]
    table = _add_table(document, head, [[""] * 3 for _line in lines])
    table.autofit = False
    for column, width_mm in zip(table.columns, COLUMNS_MM, strict=True):
        column.width = Mm(width_mm)
    for row, line in zip(table.rows[1:], lines, strict=True):
        moment, said, verdict = row.cells
        for cell, width_mm in zip(row.cells, COLUMNS_MM, strict=True):
            cell.width = Mm(width_mm)
        comment = line.comment
        add_comment_link(moment.paragraphs[0], comment)
        _say(said.paragraphs[0], comment)
        _enclose(said.add_paragraph, comment, pictures)
        for reply in comment.replies.all():
            answer = said.add_paragraph()
            answer.add_run(f"{reply.author} ").bold = True
            answer.add_run(reply.body).font.color.rgb = INK_SOFT
        _add_own_still(said.add_paragraph, line, stills)
        _judge(verdict.paragraphs[0], comment)
        _add_still(verdict.add_paragraph, line.answered, stills)


def _say(words: Paragraph, comment: Comment) -> None:
    words.add_run(f"{comment.get_kind_display()} ").font.color.rgb = CINNABAR
    words.add_run(f"{comment.author} ").bold = True
    words.add_run(comment.body)
    if comment.tag_names:
        words.add_run(f" [{' · '.join(comment.tag_names)}]").font.color.rgb = INK_SOFT
    if hasattr(comment, "sketch"):
        words.add_run(f" ({_('Drawing')})").font.color.rgb = INK_SOFT
    if comment.agreed:
        agreed = ngettext("%(number)s agrees", "%(number)s agree", comment.agreed)
        said = agreed % {"number": comment.agreed}
        words.add_run(f" · {said}").font.color.rgb = INK_SOFT


def _enclose(add_paragraph, comment: Comment, pictures: Pictures) -> None:
    """Add the pictures that go with a comment, and links to what is heard."""
    for one in comment.enclosed:
        words = add_paragraph()
        if one["key"] in pictures:
            longer = "width" if one["width"] >= one["height"] else "height"
            picture = io.BytesIO(pictures[one["key"]])
            words.add_run().add_picture(picture, **{longer: Mm(STILL_MM)})
            words.add_run().add_break()
        add_link(words, one["words"], site() + reverse("research:enclosure", args=[one["key"]]))


def _judge(words: Paragraph, comment: Comment) -> None:
    verdict, answer = getattr(comment, "verdict", None), getattr(comment, "answer", None)
    if verdict:
        words.add_run(f"{verdict.get_choice_display()} ").bold = True
        words.add_run(verdict.reason)
    if answer:
        at = write_clock(answer.at_ms / 1000)
        said = _("answered in take %(number)s at %(at)s") % {"number": answer.take.number, "at": at}
        words.add_run(" ")
        add_link(words, said, address_of(answer.take_id, answer.at_ms))


def _add_own_still(add_paragraph, line: Line, stills: Stills) -> None:
    """Add the still of the comment's own moment; with a drawing it is as wide as its column."""
    if line.drawn and line.place and line.place in stills:
        picture = draw_still(still=stills[line.place], drawn=line.drawn)
        add_paragraph().add_run().add_picture(io.BytesIO(picture), width=Mm(DRAWN_MM))
    else:
        _add_still(add_paragraph, line.place, stills)


def _add_still(add_paragraph, place: Place | None, stills: Stills) -> None:
    if place and place in stills:
        picture = io.BytesIO(stills[place])
        add_paragraph().add_run().add_picture(picture, width=Mm(STILL_MM))


def _add_table(document: Doc, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = document.add_table(rows=1 + len(rows), cols=len(head), style="Table Grid")
    for row, texts in zip(table.rows, [head, *rows], strict=True):
        keep_whole(row)
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    document.add_paragraph()
    return table


def _day(day) -> str:
    return write_date(day, "DATE_FORMAT")
