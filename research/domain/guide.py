"""The guide to a polishing round, which `docs/` keeps in each language."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_LINE_END = re.compile(r"(?<=[\u3001-\u9fff\uff00-\uffef”])\n *(?=[“\u3001-\u9fff\uff00-\uffef])")
"""Between Chinese characters, where a page would show a space."""


@dataclass(frozen=True)
class Guide:
    """A guide as a page shows it; `parts` are its headings with the ids that they have in it."""

    title: str
    body: SafeString
    parts: list[tuple[str, str]]


@cache
def read_guide(*, language: str) -> Guide:
    """Return the guide in a language; in English where there is none in that language."""
    ending = ".zh.md" if language == "zh-hans" else ".md"
    source = (settings.DOCS / f"polishing-round{ending}").read_text(encoding="utf-8")
    head, _other_language, text = source.split("\n\n", 2)
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse(_LINE_END.sub("", text))
    parts: list[tuple[str, str]] = []
    for token, words in pairwise(tokens):
        if token.type == "heading_open":
            anchor = f"part-{len(parts) + 1}"
            token.attrSet("id", anchor)
            parts.append((anchor, words.content))
    body = markdown.renderer.render(tokens, markdown.options, {})
    return Guide(head.removeprefix("# "), mark_safe(body), parts)  # noqa: S308 our own words
