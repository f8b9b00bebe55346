"""Walking through pages by keyboard alone."""

from playwright.sync_api import Page

MOST_STOPS = 150
HAS_FOCUS = "(selector) => document.activeElement.matches(selector)"


def tab_to(page: Page, selector: str, *, back: bool = False) -> None:
    """Press Tab (or Shift and Tab) until what the selector says has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate(HAS_FOCUS, selector):
            return
    raise AssertionError(f"No way by Tab to {selector}")


def follow(page: Page, selector: str, address: str) -> None:
    """Tab to a link or button, press Enter, and wait for the address that it leads to."""
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
