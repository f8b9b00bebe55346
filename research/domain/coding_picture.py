"""The timeline of a coding as a picture, for documents that hold no SVG."""

import io

from PIL import Image, ImageDraw

from research.domain.queries.coding import Coded

WIDTH_PX = 1400
LANE_PX = 24
GAP_PX = 2


def draw_timeline(line: Coded) -> bytes:
    """Return the codes on their lanes as PNG, the whole recording from left to right."""
    size = (WIDTH_PX, LANE_PX * line.lanes)
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    for bar in line.bars:
        left, right = (
            WIDTH_PX * at // line.intervals for at in (bar.start, bar.start + bar.length)
        )
        top = LANE_PX * bar.lane + GAP_PX
        bottom = LANE_PX * (bar.lane + 1) - GAP_PX - 1
        draw.rectangle((left, top, max(left, right - 1), bottom), fill=bar.ink)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()
