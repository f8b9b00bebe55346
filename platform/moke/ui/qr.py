"""QR codes as inline SVG."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET_ZONE = 4
"""Modules of white around the code, as ISO/IEC 18004 asks for."""


@lru_cache(maxsize=64)
def draw_qr(words: str) -> SafeString:
    """Return the words as a QR code that survives a seventh of it being unreadable.

    Black on white whatever the theme, as wide as what it stands in; a text alternative is left
    to what it stands in, too.
    """
    code = segno.make_qr(words, error="m")
    drawn = code.svg_inline(border=QUIET_ZONE, light="#fff", omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - of the words nothing but modules is in it
