"""A room with 3,000 comments on 45 minutes beside one with 30: its first view, and its filters."""

import time
from statistics import median

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from lessons.domain.invitation import invite
from lessons.models import Take
from moke.accounts.models import User
from tests.benchmarks.figures import Figure
from tests.benchmarks.pages import Visitor, session_of
from tests.benchmarks.server import Server, serving
from tests.benchmarks.world import discuss, make_film, make_take
from tests.chromium import launch_chromium
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import LessonPageFactory

FEW, MANY = 30, 3_000
MOST_TIMES = 2
FILTER_MS = 100
ROUNDS = 9
VISITS_A_ROUND = 5
COMPLETE = f"() => document.querySelectorAll('#notes > .note').length === {MANY}"
SETTLED = "() => !document.querySelector('#notes > .curtain')"
"""Whether all that the last filter let through is there, and nothing else."""

PRESS = """async (name) => {
    const link = document.querySelector(`[data-filter=${name}]`);
    const begun = performance.now();
    link.click();
    await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
    return performance.now() - begun;
}"""
"""Milliseconds from a click on a filter until its frame is drawn."""


def measure_crowd() -> list[Figure]:
    """Make both rooms, and visit them in turn."""
    author, reviewer, *people = (MembershipFactory().person for _person in range(8))
    film = make_film(author)
    rooms = {number: _room(author, [reviewer, *people], film, number) for number in (FEW, MANY)}
    with serving() as server:
        return [*_of_server(rooms, reviewer, server), *_of_browser(rooms[MANY], reviewer, server)]


def _room(author: User, people: list[User], film, number: int) -> str:
    take: Take = make_take(LessonPageFactory(author=author, title=f"树和喜鹊 {number}"), film)
    invite(take=take, people=people, by=author)
    discuss(take, people, number)
    return reverse("research:room", args=[take.pk])


def _of_server(rooms: dict[int, str], reviewer: User, server: Server) -> list[Figure]:
    visitor = Visitor(server.port, reviewer)
    cpu, wall = [], []
    for at in range(ROUNDS + 1):
        spent = {number: _visit(visitor, server, path) for number, path in rooms.items()}
        if at:
            cpu.append(spent[MANY][0] / spent[FEW][0])
            wall.append(spent[MANY][1] / spent[FEW][1])
    size = visitor.received[rooms[MANY]] / visitor.received[rooms[FEW]]
    about = f"room, {MANY} comments ÷ {FEW}"
    return [
        Figure(about, "first view, server CPU", round(median(cpu), 2), most=MOST_TIMES),
        Figure(about, "first view, time", round(median(wall), 2), most=MOST_TIMES),
        Figure(about, "first view, bytes", round(size, 2), most=MOST_TIMES),
    ]


def _visit(visitor: Visitor, server: Server, path: str) -> tuple[float, float]:
    visitor.caller.close()
    begun, spent = time.perf_counter(), server.cpu_s()
    for _visit_of in range(VISITS_A_ROUND):
        visitor.get(path)
    return server.cpu_s() - spent, time.perf_counter() - begun


def _of_browser(path: str, reviewer: User, server: Server) -> list[Figure]:
    with (
        sync_playwright() as playwright,
        launch_chromium(playwright) as browser,
        browser.new_context(viewport={"width": 1440, "height": 900}) as context,
    ):
        session = session_of(reviewer)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}]
        )
        tab = context.new_page()
        tab.goto(server.url + path)
        tab.wait_for_function(COMPLETE, timeout=120_000)
        return [_filter(tab, name) for name in ("waiting", "mine", "all")]


def _filter(tab: Page, name: str) -> Figure:
    """Press a filter, another in between, so that there is something to change."""
    taken = []
    for _press in range(ROUNDS):
        tab.evaluate(PRESS, "mine" if name == "all" else "all")
        tab.wait_for_function(SETTLED)
        taken.append(tab.evaluate(PRESS, name))
    return Figure(
        f"room, {MANY} comments", f"filter {name}", round(median(taken)), "ms", most=FILTER_MS
    )
