"""Chromium as the tests use it: Debian's, headless, quiet."""

import shutil

import environ
from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream",
]


def chromium_path() -> str:
    """Where the browser is: `CHROMIUM`, or the first that is installed."""
    found = environ.Env().str("CHROMIUM", default="") or next(
        filter(None, map(shutil.which, NAMES)), ""
    )
    if not found:
        raise RuntimeError("No Chromium found. Install it, or set CHROMIUM to it.")
    return found


def launch_chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium_path(), args=OPTIONS)
