"""What only a browser can tell: requests, bytes by kind, and whether anything jumps."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from playwright.sync_api import Browser, Request, sync_playwright

from tests.benchmarks.figures import Figure
from tests.benchmarks.pages import Page, session_of
from tests.benchmarks.server import Server
from tests.chromium import launch_chromium

KB = 1024
SETTLES_MS = 3000
STYLES_KB = 25
SHIFT = 0.05
MEASURED = {"script", "stylesheet", "font"}
SIZES = {
    "1440 px": {"viewport": {"width": 1440, "height": 900}},
    "390 px": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
WATCH_SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const {value, hadRecentInput} of list.getEntries()) {
            if (!hadRecentInput) window.shifted += value;
        }
    }).observe({type: "layout-shift", buffered: true});
"""


@dataclass(frozen=True)
class Visit:
    """A first visit: what was asked for, bytes as sent of each kind, and how much jumped."""

    requests: list[str]
    sizes: Counter
    strangers: set[str]
    shift: float


def measure_in_browser(pages: list[Page], server: Server) -> list[Figure]:
    """Visit each page anew at both widths, and wait until it has settled."""
    ours = [page for page in pages if not page.name.startswith(("bare", "plain"))]
    with sync_playwright() as playwright, launch_chromium(playwright) as browser:
        return [figure for page in ours for figure in _figures(page, browser, server)]


def _figures(page: Page, browser: Browser, server: Server) -> list[Figure]:
    visits = {width: _visit(page, browser, server, options) for width, options in SIZES.items()}
    wide = visits["1440 px"]
    most = max(visits.values(), key=lambda visit: len(visit.requests))
    return [
        Figure(page.name, "requests", len(most.requests), most=page.requests),
        Figure(page.name, "scripts", _kb(wide.sizes["script"]), "KB", most=page.script_kb),
        Figure(page.name, "style sheets", _kb(wide.sizes["stylesheet"]), "KB", most=STYLES_KB),
        Figure(page.name, "fonts", wide.sizes["font"], most=0),
        Figure(page.name, "other hosts", len(wide.strangers), most=0),
        *(
            Figure(page.name, f"layout shift, {width}", round(visit.shift, 4), most=SHIFT)
            for width, visit in visits.items()
        ),
    ]


def _visit(page: Page, browser: Browser, server: Server, options: dict) -> Visit:
    seen: list[Request] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            seen.append(request)

    with browser.new_context(**options) as context:
        session = session_of(page.person)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}]
        )
        context.add_init_script(WATCH_SHIFTS)
        tab = context.new_page()
        tab.on("request", note)
        tab.goto(server.url + page.path)
        tab.wait_for_timeout(SETTLES_MS)
        shift = tab.evaluate("window.shifted")
        sizes: Counter[str] = Counter()
        for request in [one for one in seen if one.resource_type in MEASURED]:
            sizes[request.resource_type] += request.sizes()["responseBodySize"]
        strangers = {one.url for one in seen if not one.url.startswith(server.url)}
        return Visit([one.url for one in seen], sizes, strangers, shift)


def _kb(size: int) -> float:
    return round(size / KB, 1)
