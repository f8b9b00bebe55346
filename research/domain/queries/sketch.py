"""Drawings as they go on paper: the same that `sketch-shapes.js` makes of them in a room.

Lengths are in thousandths of the picture's width.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from moke.media.models import Recording
from research.domain.sketch import FULL
from research.enums import SketchColour, SketchTool
from research.models import Comment

WIDE = 1000
HEAD = 32
SPREAD = 0.5
"""Of an arrow's head, in radians to each side."""
LETTER = 36
INKS = {
    SketchColour.CINNABAR: "#b3261e",
    SketchColour.INDIGO: "#27496d",
    SketchColour.JADE: "#1f6b4f",
    SketchColour.AMBER: "#8a5a00",
}
"""The tokens' colours on paper."""

type Corner = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """A shape, written for SVG: a `way`, or words that begin at x and y."""

    ink: str
    way: str = ""
    text: str = ""
    x: str = ""
    y: str = ""


@dataclass(frozen=True)
class Drawn:
    """A drawing over a picture that is `wide` by `high`."""

    strokes: Sequence[Stroke]
    high: int
    wide: int = WIDE
    letter: int = LETTER


def drawn_on(*, comment: Comment, recording: Recording) -> Drawn | None:
    """Return what is drawn over the picture of a comment's moment; None where nothing is.

    Asks the database unless the comment was fetched with its `sketch`.
    """
    sketch = getattr(comment, "sketch", None)
    if sketch is None or not recording.width_px or not recording.height_px:
        return None
    high = WIDE * recording.height_px / recording.width_px
    strokes = [_stroke(shape, high) for shape in sketch.content["shapes"]]
    return Drawn(strokes, high=round(high))


def _stroke(shape: dict[str, Any], high: float) -> Stroke:
    corners = [(x / FULL * WIDE, y / FULL * high) for x, y in batched(shape["points"], 2)]
    ink = INKS[SketchColour(shape["colour"])]
    if shape["tool"] == SketchTool.TEXT:
        x, y = corners[0]
        return Stroke(ink, text=shape["text"], x=f"{x:.1f}", y=f"{y + LETTER * 0.35:.1f}")
    ways = {SketchTool.PEN: _line, SketchTool.ARROW: _arrow, SketchTool.BOX: _box}
    return Stroke(ink, way=" ".join(ways[SketchTool(shape["tool"])](corners)))


def _line(corners: Sequence[Corner]) -> Iterator[str]:
    yield f"M{_spot(corners[0])}"
    yield from (f"L{_spot(corner)}" for corner in corners[1:])


def _box(corners: Sequence[Corner]) -> Iterator[str]:
    (left, top), (right, bottom) = corners
    yield from _line([(left, top), (right, top), (right, bottom), (left, bottom)])
    yield "Z"


def _arrow(corners: Sequence[Corner]) -> Iterator[str]:
    start, end = corners
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    barbs = [
        (end[0] - HEAD * math.cos(side), end[1] - HEAD * math.sin(side))
        for side in (angle + SPREAD, angle - SPREAD)
    ]
    yield from _line(corners)
    yield from _line([barbs[0], end, barbs[1]])


def _spot(corner: Corner) -> str:
    return f"{corner[0]:.1f} {corner[1]:.1f}"
