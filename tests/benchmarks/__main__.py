"""`make bench`: measure in a data folder of its own, print one table, and keep it in var/bench/.

`python -m tests.benchmarks pages browser` measures only those parts. `search` stands alone: it
fills an empty database, on SQLite or the one that `MOKE_DATABASE_URL` names, with 10,000 lessons.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

PAGES = ("pages", "browser", "lighthouse")
OTHERS = ("first-frame", "video", "devices", "ladder", "record", "crowd", "pair")
PARTS = PAGES + OTHERS
SEARCH = "search"


def main() -> None:
    wanted = sys.argv[1:] or PARTS
    if unknown := set(wanted) - {*PARTS, SEARCH}:
        sys.exit(f"Unknown parts: {', '.join(unknown)}. There are {', '.join((*PARTS, SEARCH))}.")
    if SEARCH in wanted and len(wanted) > 1:
        sys.exit(f"Measure {SEARCH} alone: it wants an empty database.")
    data_dir = Path(tempfile.mkdtemp(prefix="moke-bench-"))
    os.environ["MOKE_DATA_DIR"] = str(data_dir)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    os.environ["PYTHONPATH"] = os.pathsep.join(["platform", "."])
    # Playwright keeps an event loop in this thread, where Django would refuse its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        _measure(wanted)
    finally:
        shutil.rmtree(data_dir, ignore_errors=True)


def _measure(wanted: list[str] | tuple[str, ...]) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from tests.benchmarks.figures import keep_figures, print_figures  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    figures = [*_of_pages(wanted), *_of_others(wanted)]
    print_figures(figures)
    print(f"→ {keep_figures(figures)}")


def _of_pages(wanted) -> list:
    from tests.benchmarks.browser import measure_in_browser  # noqa: PLC0415
    from tests.benchmarks.lighthouse import measure_with_lighthouse  # noqa: PLC0415
    from tests.benchmarks.pages import list_pages  # noqa: PLC0415
    from tests.benchmarks.queries import count_queries  # noqa: PLC0415
    from tests.benchmarks.server import serving  # noqa: PLC0415
    from tests.benchmarks.work import measure_work  # noqa: PLC0415
    from tests.benchmarks.world import build_world  # noqa: PLC0415

    if not set(wanted) & set(PAGES):
        return []
    pages = list_pages(build_world())
    figures = []
    with serving() as server:
        if "pages" in wanted:
            figures += [*count_queries(pages), *measure_work(pages, server)]
        if "browser" in wanted:
            figures += measure_in_browser(pages, server)
        if "lighthouse" in wanted:
            figures += measure_with_lighthouse(pages, server)
    return figures


def _of_others(wanted) -> Iterator:
    for part in (*OTHERS, SEARCH):
        if part in wanted:
            name = part.replace("-", "_")
            module = import_module(f"tests.benchmarks.{name}")
            yield from getattr(module, f"measure_{name}")()


if __name__ == "__main__":
    sys.exit(main())
