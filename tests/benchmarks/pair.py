"""Two takes side by side: how far apart they play after a jump to a phase."""

from statistics import median

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from research.domain.phase import set_phases
from tests.benchmarks.figures import Figure
from tests.benchmarks.pages import session_of
from tests.benchmarks.server import serving
from tests.benchmarks.world import make_film, make_take
from tests.chromium import launch_chromium
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import LessonPageFactory

MOST_APART_MS = 100
STARTS_S = ((0, 4, 12, 20, 30), (1, 6, 10, 22, 34))
"""When the phases begin in either take."""
JUMPS = (2, 1, 3, 2, 3)
SAMPLES, EVERY_MS = 10, 200
CAN_PLAY = """() => document.querySelector('moke-compare')?.pair?.players.every(
    ({ video }) => video.readyState >= 3)"""
BOTH_PLAY_FROM = """(starts) => [...document.querySelectorAll('video')].every((video, at) =>
    !video.paused && !video.seeking && video.currentTime > starts[at] + 0.3
    && video.currentTime < starts[at] + 4)"""
AHEAD = """() => [...document.querySelectorAll('video')].map((video) => video.currentTime)
    .reduce((first, second) => second - first)"""


def measure_pair() -> list[Figure]:
    """Jump from phase to phase and look, for two seconds each, how far the takes are apart."""
    author = MembershipFactory().person
    film = make_film(author)
    lesson = LessonPageFactory(author=author)
    for starts_s in STARTS_S:
        take = make_take(lesson, film)
        set_phases(take=take, by=author, starts=[second * 1000 for second in starts_s])
    with (
        serving() as server,
        sync_playwright() as playwright,
        launch_chromium(playwright) as browser,
        browser.new_context(viewport={"width": 1440, "height": 900}) as context,
    ):
        session = session_of(author)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}]
        )
        tab = context.new_page()
        tab.goto(server.url + reverse("research:compare", args=[lesson.pk]))
        tab.wait_for_function(CAN_PLAY)
        apart_ms = [late for key in JUMPS for late in _jump(tab, key)]
    about = "two takes side by side"
    return [
        Figure(about, "apart after a jump, median", round(median(apart_ms)), "ms", MOST_APART_MS),
        Figure(about, "apart after a jump, at the most", round(max(apart_ms)), "ms"),
    ]


def _jump(tab: Page, key: int) -> list[float]:
    first, second = (starts_s[key] for starts_s in STARTS_S)
    tab.locator(f"[data-phase='{key}']").click()
    tab.wait_for_function(BOTH_PLAY_FROM, arg=[first, second])
    found = []
    for _sample in range(SAMPLES):
        found.append(abs(tab.evaluate(AHEAD) - (second - first)) * 1000)
        tab.wait_for_timeout(EVERY_MS)
    return found
