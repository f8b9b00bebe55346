"""An author draws a box over a face; then nobody sees it any more."""

import pytest
from playwright.sync_api import expect

from lessons.enums import Visibility
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.journeys.pages import everywhere, find_barriers, is_wider_than_its_window
from tests.journeys.steps import expect_room

BLURRED_MS = 120_000


@pytest.fixture
def take(teacher, watchable):
    school = teacher.memberships.get().school
    lesson = LessonPageFactory(author=teacher, school=school, visibility=Visibility.SCHOOL)
    take = TakeFactory(lesson=lesson)
    watchable(take.recording)
    return take


@everywhere
def test_face_is_blurred(open_as, product, take, teacher, colleague):
    page, other = open_as(teacher), open_as(colleague)
    page.goto(f"/takes/{take.pk}/")
    page.locator("#blur-faces").click()
    expect(page.locator("[data-act=draw]")).to_be_visible()
    page.wait_for_function("() => document.querySelector('moke-player video').readyState > 1")
    draw(page)
    box = page.locator("[data-box]")
    sides = [box.locator(f"[name$=-{side}]") for side in ("left", "top", "width", "height")]
    for field, share in zip(sides, (25, 20, 25, 30), strict=True):
        assert abs(float(field.input_value()) - share) < 2
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)
    page.locator("#blur-form .primary").click()
    expect(page.locator("#edit-state [role=status]")).to_be_visible()
    other.goto(f"/lessons/{take.lesson_id}/")
    expect(other.locator("#player .player-message")).to_be_visible()
    product.work()
    done = page.locator("#edit-state a")
    expect(done).to_be_visible(timeout=BLURRED_MS)
    done.click()
    expect(page.locator(".blur-drawn li")).to_have_count(1)
    assert find_barriers(page) == []
    other.reload()
    expect(other.locator("#player .player-message")).to_be_hidden()
    page.goto(f"/takes/{take.pk}/room/?t=1")
    expect_room(page)


def draw(page):
    page.locator("[data-act=draw]").click()
    at = page.locator("[data-boxes]").bounding_box()
    for share, act in (((0.25, 0.2), page.mouse.down), ((0.5, 0.5), page.mouse.up)):
        page.mouse.move(at["x"] + share[0] * at["width"], at["y"] + share[1] * at["height"])
        act()
