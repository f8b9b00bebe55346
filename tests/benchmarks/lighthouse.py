"""Lighthouse, offline, with the Chromium of the tests: what it makes of each page."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from statistics import median

from django.conf import settings
from playwright.sync_api import Playwright, sync_playwright

from tests.benchmarks.figures import Figure
from tests.benchmarks.pages import Page, session_of
from tests.benchmarks.server import Server, free_port
from tests.chromium import OPTIONS, chromium_path

PROGRAM = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
RUNS = 3
TRIES = 3
PATIENCE_S = 180


def measure_with_lighthouse(pages: list[Page], server: Server) -> list[Figure]:
    """Give each page to Lighthouse as a phone on a slow network; the median of three runs."""
    if not PROGRAM.is_file():
        raise SystemExit("Lighthouse is not installed: npm ci in tests/benchmarks.")
    ours = [page for page in pages if not page.name.startswith(("bare", "plain"))]
    with sync_playwright() as playwright:
        return [figure for page in ours for figure in _figures(page, server, playwright)]


def _figures(page: Page, server: Server, playwright: Playwright) -> list[Figure]:
    reports = [_report(page, server, playwright) for _run in range(RUNS)]
    scores = {name: median(_score(report, name) for report in reports) for name in CATEGORIES}
    limits = {"performance": page.performance, "accessibility": 100, "best-practices": 100}
    for finding in _findings(reports[-1], limits):
        print(f"  {page.name}: {finding}")
    return [
        Figure(page.name, f"Lighthouse {name}", score, least=limits[name])
        for name, score in scores.items()
    ]


def _report(page: Page, server: Server, playwright: Playwright) -> dict:
    """Run Lighthouse in a browser of its own that is signed in: a header would not do, since
    browsers send their own cookies with all that a page fetches.
    """
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(page.person)}
    port = free_port()
    options = [*OPTIONS, f"--remote-debugging-port={port}"]
    with (
        tempfile.TemporaryDirectory() as folder,
        playwright.chromium.launch_persistent_context(
            folder, executable_path=chromium_path(), args=options
        ) as browser,
    ):
        browser.add_cookies([cookie | {"url": server.url}])
        out = Path(folder) / "report.json"
        command = [
            *(shutil.which("node") or "node", PROGRAM, server.url + page.path),
            *("--quiet", "--output=json", f"--output-path={out}", f"--port={port}"),
            *(f"--only-categories={','.join(CATEGORIES)}", "--disable-storage-reset"),
        ]
        for _try in range(TRIES):  # on a busy machine it may miss the start of a page
            done = subprocess.run(command, timeout=PATIENCE_S, check=False, capture_output=True)
            if done.returncode == 0:
                return json.loads(out.read_text())
        raise SystemExit(f"Lighthouse failed on {page.path}: {done.stderr.decode()[-500:]}")


def _score(report: dict, category: str) -> float:
    return round((report["categories"][category]["score"] or 0) * 100)


def _findings(report: dict, limits: dict[str, int]) -> list[str]:
    """What took points where a limit is missed."""
    return [
        f"{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip()
        for name, limit in limits.items()
        if _score(report, name) < limit
        for reference in report["categories"][name]["auditRefs"]
        if reference["weight"]
        and (audit := report["audits"][reference["id"]])["score"] is not None
        and audit["score"] < 1
    ]
