"""Boxes over faces, in time and in pixels."""

import pytest

from moke.media.blur import Blur, cells_of

BOX = Blur(9.0, 10.0, 0.25, 0.5, 0.101, 0.3)


@pytest.mark.parametrize(
    ("stretch", "touches"),
    [((4.0, 8.0), False), ((8.0, 12.0), True), ((9.4, None), True), ((12.0, None), False)],
)
def test_box_touches_what_shows_it(stretch, touches):
    assert BOX.touches(*stretch) is touches


@pytest.mark.parametrize(
    ("box", "pixels"),
    [
        (BOX, (212, 240, 88, 146)),
        (Blur(0, 1, 0.0, 0.0, 1.0, 1.0), (0, 0, 854, 480)),
        (Blur(0, 1, 0.99, 0.99, 0.01, 0.01), (844, 474, 10, 6)),
        (Blur(0, 1, 1.0, 1.0, 0.0, 0.0), (852, 478, 2, 2)),
    ],
)
def test_box_is_even_and_inside_and_no_smaller_than_drawn(box, pixels):
    assert box.in_pixels(854, 480) == pixels


@pytest.mark.parametrize(
    ("size", "cells"),
    [
        ((90, 90), (6, 6)),
        ((180, 90), (12, 6)),
        ((2, 2), (2, 2)),
        ((8, 90), (2, 12)),
        ((24, 24), (4, 4)),
    ],
)
def test_few_cells_are_left_of_a_box(size, cells):
    assert cells_of(*size) == cells
