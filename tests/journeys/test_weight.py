"""What a browser fetches on a first visit, with the static files as they are served."""

import pytest
from playwright.sync_api import expect

from lessons.enums import Visibility
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.research import CommentFactory
from tests.journeys.conftest import make_teacher
from tests.journeys.pages import on_every_device
from tests.journeys.product import Product

KB = 1024
STYLES_KB = 25
SCRIPTS_KB, PLAYER_SCRIPTS_KB = 30, 185
REQUESTS, PLAYER_REQUESTS = 20, 25
SETTLES_MS = 1500
CARDS = 24


@pytest.fixture(scope="module")
def served(product):
    """The product once more over the same data, its static files collected."""
    served = Product(
        product.data_dir,
        product.database,
        environment=product.environment,
        settings="tests.journeys.collected",
    )
    try:
        served.collect()
        served.serve()
        yield served
    finally:
        served.stop()


@pytest.fixture
def lesson(teacher, colleague, watchable):
    """An open lesson in review, the last of many that can be watched."""
    school = teacher.memberships.get().school
    for _n in range(CARDS):
        lesson = LessonPageFactory(author=teacher, school=school, visibility=Visibility.PUBLIC)
        watchable(TakeFactory(lesson=lesson).recording)
    take = lesson.takes.get()
    InvitationFactory(take=take, person=colleague)
    for second in range(40):
        CommentFactory(take=take, author=colleague, start_ms=second * 900)
    return lesson


def weigh(page, address):
    """Visit; return the number of requests, and the bytes of scripts and style sheets as sent."""
    seen = []

    def note(request):
        if not request.url.startswith(("data:", "blob:")):
            seen.append(request)

    page.on("request", note)
    page.goto(address)
    page.wait_for_timeout(SETTLES_MS)
    sizes = {"script": 0, "stylesheet": 0}
    for request in [one for one in seen if one.resource_type in sizes]:
        sizes[request.resource_type] += request.sizes()["responseBodySize"]
    return len(seen), sizes["script"] / KB, sizes["stylesheet"] / KB


@on_every_device
def test_pages_without_a_player_are_light(open_as, served, lesson, teacher):
    for address in ("/", "/library/", "/lessons/mine/", f"/lessons/{lesson.pk}/"):
        page = open_as(teacher, base_url=served.url)
        requests, scripts_kb, styles_kb = weigh(page, address)
        assert (address, requests <= REQUESTS, requests) == (address, True, requests)
        assert (address, scripts_kb <= SCRIPTS_KB, styles_kb <= STYLES_KB) == (address, True, True)


@on_every_device
def test_pages_with_the_player_are_light(open_as, served, lesson, colleague):
    reader = make_teacher("陈老师")
    room = f"/takes/{lesson.takes.get().pk}/room/"
    for person, address in ((colleague, room), (reader, f"/lessons/{lesson.pk}/")):
        page = open_as(person, base_url=served.url)
        requests, scripts_kb, styles_kb = weigh(page, address)
        page.wait_for_function("() => document.querySelector('video').readyState >= 2")
        assert (address, requests <= PLAYER_REQUESTS, requests) == (address, True, requests)
        assert (scripts_kb <= PLAYER_SCRIPTS_KB, styles_kb <= STYLES_KB) == (True, True)


def test_joined_scripts_work(open_as, served, lesson, colleague):
    """The room, whose script is made of a dozen modules, comes to life."""
    page = open_as(colleague, base_url=served.url)
    page.goto(f"/takes/{lesson.takes.get().pk}/room/")
    expect(page.locator("#notes > .note")).to_have_count(40)
    page.locator("#composer textarea").fill("都在一个文件里。")
    page.locator("#composer [type=submit]").click()
    expect(page.locator(".note", has_text="都在一个文件里。")).to_be_visible()


def test_pictures_come_when_they_are_about_to_be_seen(open_as, served, lesson, teacher):
    page = open_as(teacher, base_url=served.url)
    page.goto("/library/")
    page.wait_for_timeout(SETTLES_MS)
    last = page.locator(".card .poster").last
    expect(last.locator("img")).to_have_count(0)
    last.scroll_into_view_if_needed()
    expect(last.locator("img")).to_be_visible()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.poster img')].at(-1).naturalWidth > 0"
    )
