"""What journeys say about pages: sizes, languages, and what must hold on every page."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

DEVICES = {
    "desk": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
on_every_device = pytest.mark.parametrize("device", DEVICES, indirect=True)
in_every_language = pytest.mark.parametrize("language", ["zh-hans", "en"], indirect=True)
everywhere = pytest.mark.parametrize(
    ("device", "language"), [("desk", "zh-hans"), ("phone", "en")], indirect=True
)
"""On every device and in every language; English, whose words are longer, on the phone."""

AXE = Path(settings.MOKE_NODE_MODULES) / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Watched:
    """Collects what a page complains about in its console. `expect` excuses some of it."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.excused: list[str] = []

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(f"{message.text} {message.location.get('url', '')}")
                if message.type == "error"
                else None
            ),
        )

    def expect(self, words: str) -> None:
        """Excuse complaints that hold these words, such as a failed request of the plot."""
        self.excused.append(words)

    def unexcused(self) -> list[str]:
        return [
            complaint
            for complaint in self.complaints
            if not any(words in complaint for words in self.excused)
        ]


def find_barriers(page: Page, *, leave_out: Iterable[str] = ()) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA, one line for each element, worst first.

    `leave_out` holds selectors of what is not ours.
    """
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(
        """([rules, leaveOut]) => axe.run(
            {include: [["html"]], exclude: leaveOut.map((selector) => [selector])},
            {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]},
        ).then(({violations}) => violations.flatMap(({id, impact, nodes}) =>
            nodes.map(({target, failureSummary}) =>
                `${impact} ${id}: ${target} ${failureSummary}`)))
        """,
        [AXE_RULES, list(leave_out)],
    )
    return sorted(found)


def is_wider_than_its_window(page: Page) -> bool:
    """Whether the page can be scrolled sideways, which no page of ours may."""
    return page.evaluate(
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


def check(page: Page) -> None:
    """Hold what must hold on every page."""
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)
