"""A take's round, phases and findings, and the lesson's way up, in a Word document."""

from collections.abc import Iterable

from django.template.defaultfilters import date as write_date
from django.utils.translation import gettext as _
from docx.document import Document
from docx.text.paragraph import Paragraph

from research.domain.docx_parts import INK_SOFT, add_comment_link, keep_whole
from research.domain.queries.observation import Row, Sheet
from research.domain.queries.record import Chapter
from research.domain.queries.record_round import Fact
from research.domain.queries.record_showcase import Showcase


def add_round(document: Document, chapter: Chapter) -> None:
    """Add how colleagues reviewed a take, if any did."""
    if chapter.round is None:
        return
    document.add_heading(_("The round"), 2)
    _add_facts(document, chapter.round.facts)
    said = " · ".join(f"{name} ({standing})" for name, standing in chapter.round.reviewers)
    if said:
        _add_facts(document, [(_("Observed by"), said)])


def add_phases(document: Document, chapter: Chapter) -> None:
    """Add the phases as planned and as taught, each in a row."""
    if not chapter.bars:
        return
    document.add_heading(_("Planned and taught"), 2)
    names = {piece.key: piece.name for bar in chapter.bars for piece in bar.pieces}
    table = document.add_table(1, 1 + len(chapter.bars), style="Table Grid")
    for cell, bar in zip(table.rows[0].cells[1:], chapter.bars, strict=True):
        cell.paragraphs[0].add_run(f"{bar.label} {bar.length}").bold = True
    table.rows[0].cells[0].paragraphs[0].add_run(_("Phase")).bold = True
    for key, name in sorted(names.items()):
        lengths = [{p.key: p.length for p in bar.pieces}.get(key, "–") for bar in chapter.bars]
        for cell, text in zip(table.add_row().cells, [name, *lengths], strict=True):
            cell.text = text
    for row in table.rows:
        keep_whole(row)
    document.add_paragraph()


def add_report(document: Document, sheets: Iterable[Sheet]) -> None:
    """Add what observers found, dimension by dimension."""
    for sheet in sheets:
        document.add_heading(sheet.wording.name, 2)
        for row in sheet.rows:
            _add_row(document, row)
        for question in sheet.questions:
            if question.answers:
                document.add_heading(question.text, 3)
                _add_facts(document, [(str(who), words) for who, words in question.answers])


def add_showcase(document: Document, showcase: Showcase) -> None:
    """Add who let the lesson pass, which take that was, and where it stands."""
    facts = [
        (
            step.label,
            " · ".join(
                filter(
                    None,
                    [
                        str(step.state.finished_by),
                        write_date(step.state.finished_at, "DATE_FORMAT"),
                        step.state.comment,
                    ],
                )
            ),
        )
        for step in showcase.steps
    ]
    if showcase.take:
        number = _("Take %(number)s") % {"number": showcase.take.number}
        facts.append((_("As taught in"), f"{number} · {showcase.take.class_name}"))
    if showcase.collections:
        titles = " · ".join(one.title for one in showcase.collections)
        facts.append((_("In the collection"), titles))
    _add_facts(document, facts)


def _add_row(document: Document, row: Row) -> None:
    given = _("Nobody judged it")
    if row.points is not None:
        points = {"points": f"{row.points:.1f}", "most": row.dimension.points}
        given = _("%(points)s of %(most)s points") % points
    document.add_heading(f"{row.dimension.name}  {given}", 3)
    for line, seen in row.viewpoints:
        _add_facts(document, [(line, f"{words} ({who})") for who, words in seen])
    for opinion in row.opinions:
        if opinion.label or opinion.words:
            said = _add_fact(document, str(opinion.observer), f"{opinion.label} {opinion.words}")
            for comment in opinion.evidence:
                said.add_run("  ")
                add_comment_link(said, comment)


def _add_facts(document: Document, facts: Iterable[Fact]) -> None:
    for name, words in facts:
        _add_fact(document, name, words)


def _add_fact(document: Document, name: str, words: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = 0
    paragraph.add_run(f"{name}  ").font.color.rgb = INK_SOFT
    paragraph.add_run(words)
    return paragraph
