"""Drawings (画) over the picture of a comment's moment: vectors, read strictly and kept."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lessons.models import Take
from research.enums import SketchColour, SketchTool
from research.models import Comment, Sketch

VERSION = 1
FULL = 10_000
"""The picture's width, and its height, in the units of a shape's points."""
MOST_SHAPES = 60
MOST_NUMBERS = 6_000
"""In the points of all shapes together; `sketch-shapes.js` knows these limits too."""
MOST_LETTERS = 24
"""In the words of a shape: as many Chinese characters stand in one line of a picture."""
MOST_CHARACTERS = 64_000
FEWEST, MOST = 4, 800
NUMBERS = {SketchTool.ARROW: 4, SketchTool.BOX: 4, SketchTool.TEXT: 2}
"""How many a tool's points hold: x and y of two corners or ends, or of where words begin."""


def read_sketch(*, text: str) -> dict[str, Any] | None:
    """Read a drawing as a page sends it; None where nothing is drawn.

    It is `{"version": 1, "shapes": [...]}`. Each shape has a `tool`, a `colour` and `points`, a
    flat list of x and y in ten-thousandths of the picture's width and height; words have their
    `text` besides. Raises ValidationError under `sketch`, saying what is wrong.
    """
    if not text:
        return None
    if len(text) > MOST_CHARACTERS:
        raise _refusal(_("This drawing is too large. Take some of it away."))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(found, dict) or found.keys() != {"version", "shapes"}:
        raise _unreadable()
    shapes = found["shapes"]
    if found["version"] != VERSION or not isinstance(shapes, list):
        raise _unreadable()
    if len(shapes) > MOST_SHAPES:
        message = _("A drawing has at most %(number)s lines, arrows, boxes and words.")
        raise _refusal(message % {"number": MOST_SHAPES})
    for shape in shapes:
        _check_shape(shape)
    if sum(len(shape["points"]) for shape in shapes) > MOST_NUMBERS:
        raise _refusal(_("This drawing is too large. Take some of it away."))
    return {"version": VERSION, "shapes": shapes} if shapes else None


def check_picture(*, take: Take, drawn: dict[str, Any] | None) -> None:
    """Raise ValidationError where something is drawn on a recording that has no picture."""
    if drawn and not take.recording.has_picture:
        raise _refusal(_("This recording has no picture to draw on."))


def set_sketch(*, comment: Comment, drawn: dict[str, Any] | None) -> bool:
    """Keep what `read_sketch` returned as the comment's drawing; return whether it is another."""
    known = Sketch.objects.filter(comment=comment)
    before = known.values_list("content", flat=True).first()
    if drawn == before:
        return False
    if drawn is None:
        known.delete()
    else:
        Sketch.objects.update_or_create(comment=comment, defaults={"content": drawn})
    return True


def sketch_of(*, comment: Comment) -> dict[str, Any]:
    """Return the comment's drawing; without shapes where there is none."""
    known = Sketch.objects.filter(comment=comment).values_list("content", flat=True).first()
    return known or {"version": VERSION, "shapes": []}


def _check_shape(shape: Any) -> None:
    if not isinstance(shape, dict):
        raise _unreadable()
    try:
        tool = SketchTool(shape.get("tool", ""))
        SketchColour(shape.get("colour", ""))
    except ValueError as error:
        raise _unreadable() from error
    words = {"text"} if tool == SketchTool.TEXT else set()
    if shape.keys() != {"tool", "colour", "points"} | words or not _are_points(
        shape["points"], tool
    ):
        raise _unreadable()
    if words:
        _check_words(shape["text"])


def _are_points(points: Any, tool: SketchTool) -> bool:
    if not isinstance(points, list):
        return False
    if not all(type(at) is int and 0 <= at <= FULL for at in points):
        return False
    if tool in NUMBERS:
        return len(points) == NUMBERS[tool]
    return FEWEST <= len(points) <= MOST and len(points) % 2 == 0


def _check_words(words: Any) -> None:
    if not isinstance(words, str) or not words.strip() or not words.isprintable():
        raise _unreadable()
    if len(words) > MOST_LETTERS:
        message = _("Words in a drawing have at most %(number)s characters.")
        raise _refusal(message % {"number": MOST_LETTERS})


def _unreadable() -> ValidationError:
    return _refusal(_("This drawing cannot be read. Please draw it again."))


def _refusal(message: str) -> ValidationError:
    return ValidationError({"sketch": message})
