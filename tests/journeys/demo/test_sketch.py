"""王建国 draws over the picture on a desk; 林晓燕 sees it at its places on her phone."""

from playwright.sync_api import expect

from tests.journeys.demo.people import somebody
from tests.journeys.pages import DEVICES, check
from tests.journeys.steps import expect_room
from tests.journeys.test_sketch import drag

WORDS, WRITTEN = "这里多留一块白。", "留白"
SHAPES = ".sketch-view svg .shape"
MIDDLES = """(shapes) => {
    const frame = shapes[0].ownerSVGElement.getBoundingClientRect();
    return shapes.map((shape) => {
        const { x, y, width, height } = shape.getBoundingClientRect();
        return [(x + width / 2 - frame.x) / frame.width, (y + height / 2 - frame.y) / frame.height]
            .map((part) => part.toFixed(1));
    });
}"""
PLACES = [["0.3", "0.4"], ["0.7", "0.6"], ["0.5", "0.8"], ["0.7", "0.2"]]


def test_drawing_is_made_undone_and_seen_at_another_size(take, open_as):
    page, phone = open_as(somebody("王建国")), open_as(somebody("林晓燕"), **DEVICES["phone"])
    for one in (page, phone):
        one.goto(f"/takes/{take.pk}/room/?t=20")
        expect_room(one)
    draw(page)
    assert page.locator(SHAPES).evaluate_all(MIDDLES) == PLACES
    page.locator("#sketch [data-act=done]").click()
    page.locator("#composer [type=submit]").click()
    note = phone.locator(".note", has_text=WORDS)
    note.locator(".drawn").click()
    expect(phone.locator(f"{SHAPES} .ink").last).to_have_text(WRITTEN)
    assert phone.locator(SHAPES).evaluate_all(MIDDLES) == PLACES
    check(phone)


def draw(page):
    """A box, an arrow in blue, one too many that is undone, a line by the pen, and words."""
    page.locator("#composer textarea").fill(WORDS)
    page.locator("#composer [data-draw]").click()
    choose(page, "box")
    drag(page, (0.15, 0.25), (0.45, 0.55))
    choose(page, "arrow")
    choose(page, "indigo")
    drag(page, (0.8, 0.7), (0.6, 0.5))
    drag(page, (0.1, 0.1), (0.9, 0.1))
    expect(page.locator(SHAPES)).to_have_count(3)
    page.locator("#sketch [data-act=undo]").click()
    choose(page, "pen")
    drag(page, (0.4, 0.8), (0.6, 0.8))
    choose(page, "text")
    drag(page, (0.68, 0.2), (0.68, 0.2))
    page.keyboard.type(WRITTEN)
    page.keyboard.press("Enter")
    expect(page.locator(SHAPES)).to_have_count(4)


def choose(page, value):
    page.locator(f"#sketch label:has([value={value}])").click()
