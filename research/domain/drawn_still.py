"""A still with its drawing in it, for files that hold pictures and no drawings over them."""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import batched
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from research.domain.queries.sketch import WIDE, Drawn, Stroke

FONT = "@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-600-normal.woff2"
FINER = 2
"""Drawn so many times as large, and made smaller again, lines are smooth."""
STROKE, RIM = 5, 10
"""Widths in thousandths of the picture's width; the light rim keeps lines visible."""
RIM_INK = "#fbf8f1"
QUALITY = 88
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def draw_still(*, still: bytes, drawn: Drawn) -> bytes:
    """Return the still, a JPEG, a thousand pixels wide with what is drawn over it."""
    with Image.open(io.BytesIO(still)) as found:
        canvas = found.convert("RGB").resize((WIDE * FINER, drawn.high * FINER))
    pencil = ImageDraw.Draw(canvas)
    for stroke in drawn.strokes:
        if stroke.way:
            _draw_lines(pencil, stroke)
        else:
            _write(pencil, stroke, drawn.letter)
    content = io.BytesIO()
    canvas.resize((WIDE, drawn.high), Image.Resampling.LANCZOS).save(
        content, "JPEG", quality=QUALITY
    )
    return content.getvalue()


def _draw_lines(pencil: ImageDraw.ImageDraw, stroke: Stroke) -> None:
    lines = list(_lines_of(stroke.way))
    for ink, width in ((RIM_INK, RIM), (stroke.ink, STROKE)):
        reach = width * FINER / 2
        for line in lines:
            pencil.line(line, ink, round(2 * reach), joint="curve")
            for x, y in line:
                pencil.ellipse((x - reach, y - reach, x + reach, y + reach), ink)


def _lines_of(way: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the lines of a way as `research.domain.queries.sketch` writes it, in pixels."""
    for part in way.split("M")[1:]:
        numbers = [float(number) * FINER for number in NUMBER.findall(part)]
        corners = [(x, y) for x, y in batched(numbers, 2)]
        yield [*corners, corners[0]] if "Z" in part else corners


def _write(pencil: ImageDraw.ImageDraw, stroke: Stroke, letter: int) -> None:
    pencil.text(
        (float(stroke.x) * FINER, float(stroke.y) * FINER),
        stroke.text,
        stroke.ink,
        font=_font(letter * FINER),
        anchor="ls",
        stroke_width=RIM * FINER // 2,
        stroke_fill=RIM_INK,
    )


@lru_cache
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(settings.MOKE_NODE_MODULES) / FONT, size_px)
