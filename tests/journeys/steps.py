"""Steps that several journeys take through the pages, as a person takes them."""

from pathlib import Path

from playwright.sync_api import Page, expect

from lessons.models import Take

PASSWORD = "磨课-Journey-2026"
ENCODING_PATIENCE_MS = 120_000
PLAYED = "(seconds) => document.querySelector('video').currentTime > seconds"
ROOM_IS_OPEN = "() => document.querySelector('moke-room')?.news"
HAS_PICTURES = "() => document.querySelector('video').readyState >= 2"


def sign_in(page: Page, person) -> None:
    """Sign in through the form, with a password that the person gets first."""
    set_password(person)
    page.goto("/accounts/login/")
    give_password(page, person.username)


def set_password(person) -> None:
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])


def give_password(page: Page, name: str, password: str = PASSWORD) -> None:
    form = page.locator("form#sign-in")
    form.locator("[name=login]").fill(name)
    form.locator("[name=password]").fill(password)
    form.locator("[type=submit]").click()


def choose_recording(page: Page, path: Path | dict) -> None:
    page.locator("moke-upload input[type=file]").set_input_files(path)


def expect_state(page: Page, state: str) -> None:
    """Wait for a state of the recording, shown by the page without a reload."""
    shown = page.locator(f"moke-progress [data-state={state}]")
    expect(shown).to_be_visible(timeout=ENCODING_PATIENCE_MS)


def expect_playing(page: Page, *, beyond_s: float) -> None:
    page.wait_for_function(PLAYED, arg=beyond_s)


def expect_room(page: Page) -> None:
    """Wait until the review room listens and its recording can be played."""
    page.wait_for_function(ROOM_IS_OPEN)
    page.wait_for_function(HAS_PICTURES)


def newest_take(lesson_id: int) -> Take:
    return Take.objects.filter(lesson=lesson_id).order_by("number").last()


def number_in(url: str) -> int:
    """The first number in an address: 12 in /lessons/12/."""
    return next(int(part) for part in url.split("/") if part.isdecimal())
