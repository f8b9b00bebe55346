import io

import pytest
from PIL import Image

from research.domain.drawn_still import draw_still
from research.domain.queries.sketch import Drawn, Stroke

RED, BLUE, GREEN = "#b3261e", "#27496d", "#1f6b4f"


def near(pixel, ink):
    wanted = [int(ink[at : at + 2], 16) for at in (1, 3, 5)]
    return max(abs(one - other) for one, other in zip(pixel, wanted, strict=True)) < 40


@pytest.fixture
def still():
    content = io.BytesIO()
    Image.new("RGB", (320, 180), "black").save(content, "JPEG")
    return content.getvalue()


def test_still_bears_lines_boxes_and_words_where_they_were_drawn(still):
    strokes = [
        Stroke(RED, way="M100.0 100.0 L300.0 100.0"),
        Stroke(BLUE, way="M400.0 50.0 L600.0 50.0 L600.0 250.0 L400.0 250.0 Z"),
        Stroke(GREEN, text="板书", x="100.0", y="400.0"),
    ]
    content = draw_still(still=still, drawn=Drawn(strokes, high=562))
    with Image.open(io.BytesIO(content)) as found:
        assert (found.format, found.size) == ("JPEG", (1000, 562))
        picture = found.convert("RGB")
    spots = {(200, 100): RED, (400, 150): BLUE, (500, 250): BLUE, (500, 150): "#000000"}
    assert {spot for spot, ink in spots.items() if not near(picture.getpixel(spot), ink)} == set()
    words = picture.crop((100, 365, 172, 410)).get_flattened_data()
    assert sum(near(pixel, GREEN) for pixel in words) > 100
