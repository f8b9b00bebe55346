"""What a page plays goes on: nginx gives the bytes, grants end, networks and rungs go missing."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from lessons.enums import Visibility
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.journeys.conftest import CLIP_S, TWO_RUNGS
from tests.journeys.product import Product
from tests.journeys.steps import expect_playing
from tests.nginx import running_nginx

GRANT_S = 4  # as tests/journeys/behind_nginx.py says
AWAY_S = 300  # longer than the player tries by itself
STEP_S = 5
RENEWED_WITHIN_S = 30  # while the page is seen
FILE = re.compile(r"/media/recordings/.+/(?P<name>\w+)\.mp4$")
BUFFERED_S = "() => document.querySelector('video').buffered.end(0)"


@pytest.fixture(scope="module")
def served(product):
    """The product once more over the same data, to be asked by nginx."""
    served = Product(product.data_dir, product.database, settings="tests.journeys.behind_nginx")
    try:
        served.serve()
        yield served
    finally:
        served.stop()


@pytest.fixture
def site(served, tmp_path):
    """Where nginx listens: it gives the recordings that the tests make."""
    with running_nginx(tmp_path, upstream=f"127.0.0.1:{served.port}") as port:
        yield f"https://127.0.0.1:{port}"


@pytest.fixture
def recording(teacher, watchable):
    """A recording in two sizes."""
    lesson = LessonPageFactory(
        author=teacher,
        school=teacher.memberships.get().school,
        visibility=Visibility.SCHOOL,
    )
    recording = watchable(TakeFactory(lesson=lesson).recording, size=TWO_RUNGS)
    assert sorted(rung.name for rung in recording.renditions.all()) == ["360", "480"]
    return recording


@pytest.fixture
def page(site, open_as, colleague, recording):
    page = open_as(colleague, base_url=site, ignore_https_errors=True)
    page.answers = Counter()
    page.on("response", lambda answer: count(page.answers, answer))
    return page


def count(answers, answer):
    if found := FILE.search(answer.url):
        assert answer.headers["server"].startswith("nginx")
        answers[found["name"], answer.status] += 1
    elif answer.url.endswith("/grant/"):
        answers["grant", answer.status] += 1


def open_lesson(page, recording):
    page.goto(f"/lessons/{recording.take.lesson_id}/")
    page.wait_for_function("() => document.querySelector('video')?.readyState >= 2")


def play(page):
    page.locator("moke-player").evaluate("player => player.play()")


def statuses(answers):
    return {status for name, status in answers if name != "grant"}


def test_recording_plays_on_while_its_grant_is_renewed(page, recording):
    open_lesson(page, recording)
    assert page.evaluate(BUFFERED_S) < CLIP_S / 2
    page.wait_for_timeout((GRANT_S + 2) * 1000)
    page.locator("moke-player").evaluate("player => { player.currentTime = 30 }")
    play(page)
    expect_playing(page, beyond_s=32)
    assert page.answers["grant", 204] >= 3
    assert statuses(page.answers) == {206}


def test_recording_plays_on_when_the_network_was_away(page, recording):
    """The line is cut where the browser does not see it, as behind a school's router."""
    page.clock.install()
    open_lesson(page, recording)
    page.watched.expect("ERR_FAILED")
    page.route("**/*", lambda route: route.abort("failed"))
    play(page)
    message = page.locator(".player-message")
    for _ in range(AWAY_S // STEP_S):
        page.clock.run_for(STEP_S * 1000)
        if message.is_visible():
            break
    expect(message).to_be_visible()
    assert page.evaluate("() => document.querySelector('video').currentTime") < CLIP_S / 2
    page.unroute("**/*")
    page.watched.expect("410")  # the grant ended meanwhile
    page.clock.run_for(RENEWED_WITHIN_S * 1000)
    expect_playing(page, beyond_s=20)
    expect(message).to_be_hidden()


def test_recording_plays_on_when_a_rung_is_missing(page, recording, product):
    folder = product.data_dir / "recordings" / str(recording.key) / recording.published_attempt
    (folder / "480.mp4").unlink()
    page.watched.expect("404")
    open_lesson(page, recording)
    play(page)
    expect_playing(page, beyond_s=12)
    assert page.answers["360", 206] > 0
    assert page.answers["480", 404] < 5
