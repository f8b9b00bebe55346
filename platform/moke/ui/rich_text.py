"""Rich text from people: a few marks and nothing else, whatever was sent.

The allow list is the whole truth: paragraphs, line breaks, bold, italic, lists, quotations
and links. Everything else goes, its words stay.
"""

import html
import re

import nh3

MARKS = {"p", "br", "b", "i", "em", "strong", "ul", "ol", "li", "blockquote", "a"}
HEADINGS = {f"h{level}" for level in range(1, 7)}
BLOCKS = HEADINGS | {"div", "section", "article", "header", "footer", "tr", "pre", "dt", "dd"}
"""What other programs break lines with; each becomes a paragraph."""

WORDLESS = {"script", "style", "title", "xml", "svg", "math", "iframe", "object", "noscript"}
"""Goes with all that is in it."""

LINKS_TO = {"http", "https", "mailto"}
MOST_NESTING = 8
"""Lists, quotations and marks inside each other, beyond which a page cannot show them."""

MOST_TAGS = 5_000
"""Beyond, only the words are kept: parsing takes a time that grows with the square."""

CELLS = {"td", "th"}
MOST_SPACES = 4

_BLOCK = re.compile(rf"<(/?)(?:{'|'.join(sorted(BLOCKS))})>")
_CONTAINER = re.compile(r"<(/?)(?:ul|ol|li|blockquote|b|i|em|strong)>")
_TAG = re.compile(r"<[^<>]*>")
_CELL = re.compile(r"<t[dh]>|</t[dh]>")
_BARE_LINK = re.compile(r'<a rel="nofollow noopener">(.*?)</a>', re.DOTALL)
_SPACE = re.compile(r"(?:\s|&nbsp;|<br>)+")
_LAST_BREAK = re.compile(r"(?:\s|&nbsp;|<br>)+(?=</(?:p|li|blockquote)>)")
_EMPTY = re.compile(r"<(p|li|ul|ol|blockquote|b|i|em|strong)>(?:\s|&nbsp;|<br>)*</\1>")
_LINE_END = re.compile(r"<br>|</(?:p|li|blockquote)>")


def clean(markup: str) -> str:
    """Return what of the markup may be shown on a page; nothing for nothing worth showing."""
    if markup.count("<") > MOST_TAGS:
        markup = from_plain(html.unescape(_TAG.sub(" ", markup)))
    text = _sanitised(markup, MARKS | BLOCKS | CELLS)
    text = _CELL.sub(" ", _BLOCK.sub(r"<\1p>", text))
    # A paragraph inside another ends it: parsing anew puts them beside each other.
    text = _BARE_LINK.sub(r"\1", _sanitised(text, MARKS))
    return _without_empty(_SPACE.sub(_shorter, _flattened(text))).strip()


def from_plain(words: str) -> str:
    """Return plain words as markup: empty lines part paragraphs, others break lines."""
    paragraphs = re.split(r"\n\s*\n", words.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    shown = (html.escape(one.strip("\n"), quote=False) for one in paragraphs if one.strip())
    return "".join(f"<p>{one}</p>".replace("\n", "<br>") for one in shown)


def to_plain(markup: str) -> str:
    """Return the words of clean markup, a line for each paragraph, item and break."""
    lines = _LINE_END.sub("\n", markup)
    words = html.unescape(nh3.clean(lines, tags=set())).replace("\xa0", " ")
    return re.sub(r"\n{2,}", "\n", words).strip()


def _sanitised(markup: str, tags: set[str]) -> str:
    return nh3.clean(
        markup,
        tags=tags,
        clean_content_tags=WORDLESS,
        attributes={"a": {"href"}},
        url_schemes=LINKS_TO,
        url_relative="deny",
        link_rel="nofollow noopener",
    )


def _flattened(markup: str) -> str:
    """Leave out what lies too deep; sanitised tags come in pairs."""
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        closes = tag[1] == "/"
        level = depth if closes else depth + 1
        depth += -1 if closes else 1
        return tag[0] if level <= MOST_NESTING else " "

    return _CONTAINER.sub(keep, markup)


def _shorter(space: re.Match[str]) -> str:
    """Shorten a run of spaces and breaks to what a text needs."""
    if breaks := space[0].count("<br>"):
        return "<br>" * min(breaks, 2)
    return "&nbsp;" * min(space[0].count("&nbsp;"), MOST_SPACES) or " "


def _without_empty(markup: str) -> str:
    """Leave out what holds nothing, from the inside out."""
    for _depth in range(MOST_NESTING + 2):
        tidier = _EMPTY.sub("", _LAST_BREAK.sub("", markup))
        if tidier == markup:
            break
        markup = tidier
    return markup
