"""What Word documents of ours have in common: paper, fonts, links, page numbers."""

from django.urls import reverse
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from moke.ui.clock import write_clock
from research.domain.record_paper import site
from research.models import Comment

INK_SOFT = RGBColor(0x5B, 0x64, 0x70)
CINNABAR = RGBColor(0xB3, 0x26, 0x1E)
INDIGO = RGBColor(0x27, 0x49, 0x6D)
JADE = RGBColor(0x1F, 0x6B, 0x4F)
INK = RGBColor(0x1E, 0x23, 0x28)
LATIN_FONT, HAN_FONT, HAN_SERIF = "Calibri", "Microsoft YaHei", "SimSun"
HEADINGS = {"Title": 24, "Heading 1": 16, "Heading 2": 12, "Heading 3": 10.5}


def set_up(document: Document, *, title: str, author: str) -> None:
    """Make the document A4 in our fonts, with the title above and the page's number below."""
    document.core_properties.title = title
    document.core_properties.author = author
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(22)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _set_font(document, "Normal", HAN_FONT, Pt(10.5))
    for style, size_pt in HEADINGS.items():
        _set_font(document, style, HAN_SERIF, Pt(size_pt))
        document.styles[style].font.color.rgb = INK
    head = section.header.paragraphs[0]
    head.add_run(title).font.color.rgb = INK_SOFT
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_number(foot)


def add_link(paragraph: Paragraph, text: str, address: str) -> None:
    """Add words that lead to an address outside of the document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, True))
    run = Run(OxmlElement("w:r"), paragraph)
    run.text = text
    run.font.color.rgb = INDIGO
    link.append(run._r)
    paragraph._p.append(link)


def add_comment_link(paragraph: Paragraph, comment: Comment) -> None:
    """Add the second of a comment, as a link to it."""
    address = address_of(comment.take_id, comment.start_ms, f"#comment-{comment.pk}")
    add_link(paragraph, write_clock(comment.start_ms / 1000), address)


def address_of(take: int, at_ms: int, fragment: str = "") -> str:
    """Return the address of a take's moment in its room."""
    return f"{site()}{reverse('research:room', args=[take])}?t={at_ms / 1000:g}{fragment}"


def keep_whole(row: _Row) -> None:
    """Let a row of a table begin on the next page rather than be torn at the end of one."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _set_font(document: Document, style: str, han: str, size: Pt) -> None:
    font = document.styles[style].font
    font.name, font.size = LATIN_FONT, size
    fonts = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    fonts.set(qn("w:eastAsia"), han)


def _add_page_number(paragraph: Paragraph) -> None:
    words = _("Page %(page)s of %(pages)s") % {"page": "\0PAGE\0", "pages": "\0NUMPAGES\0"}
    for position, part in enumerate(words.split("\0")):
        if position % 2:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), part)
            paragraph._p.append(field)
        else:
            paragraph.add_run(part)
