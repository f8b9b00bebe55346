"""Slides and task sheets with Chinese text, drawn with a font from the npm registry."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

FONT = "@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-600-normal.woff2"
SLIDE_PX = (1280, 720)
PAPER_PX = (1240, 1754)  # A4 at 150 dpi
BOARDS = ["#2c5a48", "#3b4a63", "#7a4a36", "#4a3f63", "#36616b", "#6b5a2c", "#5a2c3c", "#39512f"]
CHALK, DUST = "#f4efe0", "#c9c2ab"
INK, RULE = "#1e2328", "#c9c2b4"
RED_PEN = "#b3261e"


@lru_cache
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(settings.MOKE_NODE_MODULES) / FONT, size_px)


def draw_slide(words: str, colour: int, *, first: bool = False) -> Image.Image:
    """A blackboard with the lines of `words`, which `|` parts, in its middle."""
    board = Image.new("RGB", SLIDE_PX, BOARDS[colour % len(BOARDS)])
    draw = ImageDraw.Draw(board)
    width, height = SLIDE_PX
    draw.rectangle((28, 28, width - 28, height - 28), outline=DUST, width=2)
    lines = words.split("|")
    sizes = [84, 40, 40, 40] if first else [66] * len(lines)
    step = 112
    top = (height - step * len(lines)) / 2 + step / 2
    for at, line in enumerate(lines):
        size = sizes[min(at, len(sizes) - 1)]
        draw.text((width / 2, top + at * step), line, CHALK, font=_font(size), anchor="mm")
    return board


def draw_bird() -> Image.Image:
    """A small paper magpie, to fly across the board."""
    bird = Image.new("RGBA", (150, 90), (0, 0, 0, 0))
    draw = ImageDraw.Draw(bird)
    draw.polygon([(4, 62), (60, 40), (60, 56)], fill=INK)
    draw.ellipse((46, 30, 112, 72), fill=INK)
    draw.chord((60, 44, 104, 72), 0, 180, fill=CHALK)
    draw.ellipse((94, 18, 128, 50), fill=INK)
    draw.polygon([(126, 30), (146, 36), (126, 40)], fill="#d9a441")
    draw.polygon([(60, 44), (84, 6), (100, 46)], fill="#27496d")
    draw.ellipse((112, 28, 117, 33), fill=CHALK)
    return bird


def draw_task_sheet(title: str, tasks: list[str]) -> Image.Image:
    """An A4 page with the tasks of a lesson and room to write."""
    return draw_paper(f"《{title}》学习任务单", tasks)


def draw_paper(heading: str, tasks: list[str], *, room_lines: int = 3) -> Image.Image:
    """An A4 page with a heading and tasks, below each `room_lines` lines to write on."""
    page = Image.new("RGB", PAPER_PX, "white")
    draw = ImageDraw.Draw(page)
    draw.text((620, 150), heading, INK, font=_font(48), anchor="mm")
    if room_lines:
        draw.text((110, 240), "班级              姓名              日期", INK, font=_font(28))
    y = 340
    for number, task in enumerate(tasks, 1):
        for line in _wrap(f"{number}. {task}", 30):
            draw.text((110, y), line, INK, font=_font(32))
            y += 52
        for _line in range(room_lines):
            y += 62
            draw.line((110, y, 1130, y), fill=RULE, width=2)
        y += 60
    return page


def draw_card(heading: str, lines: list[str]) -> Image.Image:
    """A card with a box to tick before each line, as somebody photographed it on a desk."""
    card = Image.new("RGB", (900, 620), "#fffdf6")
    draw = ImageDraw.Draw(card)
    draw.rectangle((18, 18, 882, 602), outline=RULE, width=3)
    draw.text((450, 110), heading, INK, font=_font(64), anchor="mm")
    for number, line in enumerate(lines):
        y = 240 + number * 120
        draw.rectangle((130, y - 32, 194, y + 32), outline=INK, width=4)
        draw.text((250, y), line, RED_PEN, font=_font(60), anchor="lm")
    desk = Image.new("RGB", SLIDE_PX, "#8a6a4a")
    turned = card.convert("RGBA").rotate(3, Image.Resampling.BICUBIC, expand=True)
    desk.paste(turned, (180, 30), turned)
    return desk


def _wrap(text: str, characters: int) -> list[str]:
    return [text[at : at + characters] for at in range(0, len(text), characters)]
