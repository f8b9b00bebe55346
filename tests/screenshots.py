"""`make screenshots`: load the demo district into a folder of its own, serve it, take the pictures.

They go to `docs/pictures/`, small enough for the README.
"""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.server import serving
from tests.chromium import launch_chromium

OUT = Path("docs/pictures")
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SCALE = 0.6
SETTLE_MS = 2_500

# file name, who looks, language, device, address
PICTURES = [
    ("room-zh", "zhaomin", "zh-hans", DESK, "/takes/{tree_take}/room/?t=27"),
    ("room-phone-en", "zhaomin", "en", PHONE, "/takes/{tree_take}/room/?t=27"),
    ("today-zh", "linxiaoyan", "zh-hans", DESK, "/"),
    ("lesson-zh", "linxiaoyan", "zh-hans", DESK, "/lessons/{tree}/"),
]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="moke-pictures-") as data_dir:
        os.environ["MOKE_DATA_DIR"] = data_dir
        os.environ["DJANGO_SETTINGS_MODULE"] = "moke.settings.embedded"
        for command in (
            ["migrate", "--no-input"],
            ["collectstatic", "--no-input"],
            ["load_demo", "--wait"],
        ):
            subprocess.run([sys.executable, "manage.py", *command, "--verbosity", "0"], check=True)
        names = _addresses()
        password = (Path(data_dir) / "demo-password").read_text()
        OUT.mkdir(parents=True, exist_ok=True)
        with serving() as server, sync_playwright() as playwright:
            browser = launch_chromium(playwright)
            for name, who, language, size, address in PICTURES:
                context = browser.new_context(
                    viewport=size, base_url=f"http://127.0.0.1:{server.port}"
                )
                page = context.new_page()
                _sign_in(page, who, language, password)
                page.goto(address.format(**names))
                page.wait_for_timeout(SETTLE_MS)
                _keep(page.screenshot(), OUT / f"{name}.webp")
                context.close()


def _addresses() -> dict[str, int]:
    """Ids in the demo, asked from a process of its own: Playwright keeps a loop in this one."""
    code = (
        "from lessons.models import Take; "
        "take = Take.objects.get(lesson__title='树和喜鹊', number=2); "
        "print(take.lesson_id, take.pk)"
    )
    shell = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code]
    said = subprocess.run(shell, check=True, capture_output=True, text=True).stdout.split()
    return {"tree": int(said[-2]), "tree_take": int(said[-1])}


def _sign_in(page: Page, who: str, language: str, password: str) -> None:
    page.goto("/accounts/login/")
    origin = page.evaluate("location.origin")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": origin}])
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_load_state()


def _keep(png: bytes, path: Path) -> None:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    small = picture.resize(
        (round(picture.width * SCALE), round(picture.height * SCALE)), Image.Resampling.LANCZOS
    )
    small.save(path, "WEBP", quality=82, method=6)
    print(f"{path}  {path.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    sys.exit(main())
