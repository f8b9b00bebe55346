"""Addresses of moments and spans in lessons, as people copy and paste them."""

import html
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.urls import Resolver404, resolve

_IN_MARKUP = re.compile(
    r'<a href="(?P<link>[^"]*)"[^>]*>(?P<words>[^<]*)</a>'
    r"|(?P<bare>(?:https?://[^\s<>\"]+)?/(?:takes|lessons)/[0-9]+/[^\s<>\"，。；、）]*)"
)


@dataclass(frozen=True)
class Address:
    """A place in a lesson: a take by its key, or a lesson with the number of one of its takes.

    `moment` and `zero` are what stands behind `t=` and `zero=`, as it was written.
    """

    moment: str
    take_id: int | None = None
    lesson_id: int | None = None
    take_number: str = ""
    zero: str = ""


def read_address(*, text: str, host: str) -> Address | None:
    """Read an address of this site, of the given host or relative, that names a moment.

    Understood are review rooms and lesson pages with `t=`. Anything else is None.
    """
    try:
        parts = urlsplit(text.strip())
        place = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if parts.scheme not in {"", "http", "https"} or parts.netloc not in {"", host}:
        return None
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if "t" not in asked:
        return None
    zero = asked.get("zero", "")
    if place.view_name == "research:room":
        return Address(moment=asked["t"], zero=zero, take_id=place.kwargs["pk"])
    if place.view_name == "lessons:lesson":
        number = asked.get("take", "")
        lesson = place.kwargs["pk"]
        return Address(moment=asked["t"], zero=zero, lesson_id=lesson, take_number=number)
    return None


def lift_addresses(*, markup: str, host: str) -> tuple[str, list[str]]:
    """Take the addresses of moments out of clean markup; return the rest and the addresses.

    A link goes only where its words are an address too: others say something.
    """
    found: list[str] = []

    def lift(match: re.Match[str]) -> str:
        link = html.unescape(match["link"] or match["bare"])
        says_more = match["words"] and "/" not in match["words"]
        if says_more or read_address(text=link, host=host) is None:
            return match[0]
        found.append(link)
        return ""

    return _IN_MARKUP.sub(lift, markup), found
