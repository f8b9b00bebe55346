"""Drawings: what is let in, what is kept, and how it comes out on paper."""

import json

import pytest
from django.core.exceptions import ValidationError

from research.domain.comment import delete_comment, edit_comment
from research.domain.queries.sketch import Stroke, drawn_on
from research.domain.sketch import MOST_NUMBERS, MOST_SHAPES, read_sketch, sketch_of
from research.models import Comment, Sketch
from tests.factories.research import CommentFactory, WatchableTakeFactory

BOX = {"tool": "box", "colour": "cinnabar", "points": [1000, 2000, 5000, 10_000]}
WORDS = {"tool": "text", "colour": "jade", "points": [500, 500], "text": "板书“邻”"}
PEN = {"tool": "pen", "colour": "amber", "points": [0, 0, 10, 10, 10_000, 10_000]}
ARROW = {"tool": "arrow", "colour": "indigo", "points": [0, 5000, 5000, 5000]}


def text_of(*shapes, **changes):
    return json.dumps({"version": 1, "shapes": shapes} | changes)


def refusal(text):
    with pytest.raises(ValidationError) as refused:
        read_sketch(text=text)
    return refused.value.message_dict["sketch"]


@pytest.fixture
def take(db):
    return WatchableTakeFactory(recording__width_px=640, recording__height_px=360)


@pytest.fixture
def drawn(take):
    return CommentFactory(take=take, sketch=text_of(BOX))


def test_sketch_is_read_as_it_was_drawn():
    shapes = [BOX, WORDS, PEN, ARROW]
    assert read_sketch(text=text_of(*shapes)) == {"version": 1, "shapes": shapes}
    assert [read_sketch(text=text) for text in ("", text_of())] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        "[" * 50_000,
        text_of(BOX, version=2),
        text_of(BOX, more=1),
        text_of(shapes={}),
        text_of("box"),
        text_of(BOX | {"tool": "spray"}),
        text_of(BOX | {"tool": ["box"]}),
        text_of(BOX | {"colour": "#b3261e"}),
        text_of(BOX | {"colour": {}}),
        text_of(BOX | {"style": "x"}),
        text_of(BOX | {"text": "x"}),
        text_of(BOX | {"points": [0, 0, 1]}),
        text_of(BOX | {"points": [0, 0, 10_001, 1]}),
        text_of(BOX | {"points": [0, 0, -1, 1]}),
        text_of(BOX | {"points": [0, 0, 0.5, 1]}),
        text_of(BOX | {"points": [0, 0, True, 1]}),
        text_of(BOX | {"points": "0011"}),
        text_of(BOX | {"points": [0, 0, float("nan"), 1]}),
        text_of(PEN | {"points": [1, 2]}),
        text_of(PEN | {"points": [1, 2, 3, 4, 5]}),
        text_of(PEN | {"points": [1] * 802}),
        text_of({"tool": "text", "colour": "jade", "points": [1, 2]}),
        text_of(WORDS | {"text": " "}),
        text_of(WORDS | {"text": "a\x00"}),
        text_of(WORDS | {"text": "\ud800"}),
        text_of(WORDS | {"text": 5}),
    ],
)
def test_sketch_that_makes_no_sense_is_refused(text):
    assert refusal(text) == ["This drawing cannot be read. Please draw it again."]


def test_sketch_has_limits_that_are_told():
    crowd = text_of(*[BOX] * (MOST_SHAPES + 1))
    assert refusal(crowd) == ["A drawing has at most 60 lines, arrows, boxes and words."]
    large = "This drawing is too large. Take some of it away."
    long = [PEN | {"points": [1] * 800}] * (MOST_NUMBERS // 800 + 1)
    assert [refusal(text_of(*long)), refusal(" " * 64_001)] == [[large], [large]]
    wordy = text_of(WORDS | {"text": "字" * 25})
    assert refusal(wordy) == ["Words in a drawing have at most 24 characters."]


def test_sound_alone_is_not_drawn_on(db):
    with pytest.raises(ValidationError) as refused:
        CommentFactory(sketch=text_of(BOX))
    assert refused.value.message_dict == {"sketch": ["This recording has no picture to draw on."]}
    assert Comment.objects.count() == 0


def test_edit_keeps_changes_and_takes_away_the_drawing(drawn):
    first = drawn.change
    edit_comment(comment=drawn, body="换个说法。")
    assert sketch_of(comment=drawn) == {"version": 1, "shapes": [BOX]}
    edit_comment(comment=drawn, body="换个说法。", sketch=text_of(BOX))
    assert drawn.change == first + 1
    edit_comment(comment=drawn, body="换个说法。", sketch=text_of(ARROW))
    assert sketch_of(comment=drawn)["shapes"] == [ARROW]
    edit_comment(comment=drawn, body="换个说法。", sketch=text_of())
    assert (sketch_of(comment=drawn)["shapes"], drawn.change) == ([], first + 3)


def test_drawing_goes_with_the_words_of_its_comment(drawn):
    delete_comment(comment=drawn)
    assert Sketch.objects.count() == 0


def test_drawing_on_paper_has_the_picture_s_proportions(take):
    comment = CommentFactory(take=take, sketch=text_of(BOX, WORDS, ARROW, PEN))
    drawn = drawn_on(comment=comment, recording=take.recording)
    box, words, arrow, pen = drawn.strokes
    assert (drawn.wide, drawn.high) == (1000, 562)
    way = "M100.0 112.5 L500.0 112.5 L500.0 562.5 L100.0 562.5 Z"
    assert box == Stroke("#b3261e", way=way)
    assert words == Stroke("#1f6b4f", text="板书“邻”", x="50.0", y="40.7")
    head = "M471.9 265.9 L500.0 281.2 L471.9 296.6"
    assert arrow == Stroke("#27496d", way=f"M0.0 281.2 L500.0 281.2 {head}")
    assert pen.way == "M0.0 0.0 L1.0 0.6 L1000.0 562.5"
