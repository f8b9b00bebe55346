"""Drawing over the picture: by pointer and by keys, kept, shown again, changed, played around."""

import json
import re

import pytest
from playwright.sync_api import expect

from research.domain.comment import write_comment
from research.domain.sketch import sketch_of
from research.enums import CommentKind
from research.models import Comment
from tests.journeys.pages import find_barriers, is_wider_than_its_window

NOW = "() => document.querySelector('moke-player').currentTime"
PAUSED = "() => document.querySelector('moke-player').paused"
SETTLED = "() => document.querySelector('video').readyState >= 2"
ARROW = {"tool": "arrow", "colour": "cinnabar", "points": [1000, 1000, 5000, 5000]}


def enter(page, take, query=""):
    page.goto(f"/takes/{take.pk}/room/{query}")
    page.wait_for_function(SETTLED)


def drag(page, start, end):
    """Draw from one place of the picture to another, in parts of its width and height."""
    box = page.locator(".sketch-view svg").bounding_box()
    (x, y), (u, v) = [
        (box["x"] + box["width"] * across, box["y"] + box["height"] * down)
        for across, down in (start, end)
    ]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(u, v, steps=4)
    page.mouse.up()


@pytest.mark.parametrize("device", ["phone"], indirect=True)
def test_drawing_is_made_kept_shown_and_changed(open_as, take, colleague):
    page = open_as(colleague)
    enter(page, take, "?t=7.5")
    composer, picture = page.locator("#composer"), page.locator(".sketch-view svg")
    composer.locator("textarea").fill("板书写在这里。")
    composer.locator("[data-draw]").click()
    assert (find_barriers(page), is_wider_than_its_window(page)) == ([], False)
    page.locator("label:has([value=box])").click()
    drag(page, (0.1, 0.2), (0.5, 0.6))
    picture.focus()
    for key in ("ArrowUp", "Enter", "ArrowRight", "ArrowRight", "Enter", "Control+z", "Escape"):
        page.keyboard.press(key)
    expect(page.locator("#sketch")).to_be_hidden()
    page.reload()
    page.wait_for_function(SETTLED)
    expect(composer.locator("[data-undraw]")).to_be_visible()
    composer.locator("[type=submit]").click()
    expect(page.locator(".note .drawn")).to_be_visible()
    comment = Comment.objects.get(take=take)
    (box,) = sketch_of(comment=comment)["shapes"]
    assert (comment.start_ms, box["tool"]) == (7_500, "box")
    assert box["points"] == [pytest.approx(at, abs=60) for at in (1000, 2000, 5000, 6000)]

    page.evaluate("() => document.querySelector('moke-player').play()")
    page.wait_for_function(f"() => ({NOW})() > 8")
    page.locator(".note .drawn").click()
    expect(picture.locator(".shape")).to_have_count(1)
    assert (page.evaluate(PAUSED), page.evaluate(NOW)) == (True, 7.5)
    page.locator(".note .respond").click()
    page.locator(".note [data-open=edit]").click()
    page.locator(".note [data-undraw]").click()
    page.locator(".note form [type=submit]").click()
    expect(page.locator(".note .drawn")).to_have_count(0)
    assert sketch_of(comment=comment)["shapes"] == []


def test_keys_walk_from_comment_to_comment_and_repeat_a_span(open_as, take, colleague):
    sketch = json.dumps({"version": 1, "shapes": [ARROW]})
    for start, end, drawn in ((5_000, None, ""), (10_000, 11_000, ""), (20_000, None, sketch)):
        words = {"kind": CommentKind.NOTE, "body": "看。", "start_ms": start, "end_ms": end}
        write_comment(take=take, author=colleague, sketch=drawn, **words)
    page = open_as(colleague)
    enter(page, take)
    notes = page.locator(".note")
    for key, note in (("n", 0), ("n", 1), ("n", 2), ("p", 1)):
        page.keyboard.press(key)
        expect(notes.nth(note)).to_have_class(re.compile("now"))
        expect(page.locator(".sketch-view .shape:visible")).to_have_count(int(note == 2))
    page.keyboard.press("r")
    expect(page.locator("#loop")).to_have_attribute("aria-pressed", "true")
    page.evaluate(
        """() => { const video = document.querySelector("video"); window.jumps = 0;
        video.addEventListener("seeking", () => (window.jumps += video.currentTime < 10.2)); }"""
    )
    page.wait_for_function("() => window.jumps > 1")
    page.keyboard.press("r")
    expect(page.locator("#loop")).to_have_attribute("aria-pressed", "false")
