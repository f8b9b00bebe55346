"""`make bench`: measure in a data folder of its own, print, and keep the figures in var/bench/."""

import json
import os
import platform
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

OUT = Path("var/bench")


def main() -> None:
    data_dir = Path(tempfile.mkdtemp(prefix="moke-bench-"))
    os.environ["MOKE_DATA_DIR"] = str(data_dir)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    os.environ["PYTHONPATH"] = os.pathsep.join(["platform", "."])
    try:
        _measure()
    finally:
        shutil.rmtree(data_dir, ignore_errors=True)


def _measure() -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from tests.benchmarks.first_frame import measure_first_frame  # noqa: PLC0415
    from tests.benchmarks.pages import measure_pages  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    _keep("first-frame", measure_first_frame())
    _keep("pages", measure_pages())


def _keep(name: str, figures: dict) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    machine = {"python": platform.python_version(), "cores": os.cpu_count()}
    record = {"at": datetime.now(UTC).isoformat(), "machine": machine, "figures": figures}
    path = OUT / f"{name}.json"
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False))
    print(f"→ {path}")


if __name__ == "__main__":
    sys.exit(main())
