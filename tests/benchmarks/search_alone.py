"""`python -m tests.benchmarks.search_alone`: the search's figures, kept in var/bench/.

It measures on SQLite in a data folder of its own, or on the empty database that
`MOKE_DATABASE_URL` names.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path


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

    from tests.benchmarks.__main__ import _keep  # noqa: PLC0415
    from tests.benchmarks.search import measure_search  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    figures = measure_search()
    _keep(f"search-{figures['database']}", figures)


if __name__ == "__main__":
    sys.exit(main())
