"""Scripts and style sheets made whole: each file with everything that it imports in it.

A browser that loads modules one by one asks for dozens of files before a page stands. esbuild,
which npm installs with the other front-end files, writes what a module or a sheet imports into
it, and makes it smaller. Nothing in the sources knows of this: they work as they lie.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path

OPTIONS = (
    "--bundle",
    "--minify",
    "--format=esm",
    "--legal-comments=none",
    "--loader:.svg=dataurl",
    "--log-level=warning",
)
PATIENCE_S = 120


def find_esbuild(node_modules: Path) -> Path | None:
    """Return the program that npm installed for this machine, None where there is none.

    The package's own start script would need node, which serving does not.
    """
    return next(iter(sorted(node_modules.glob("@esbuild/*/bin/esbuild"))), None)


def join_files(*, esbuild: Path, root: Path, names: Iterable[str], into: Path) -> None:
    """Write each of the files under `root`, made whole, under the same name in `into`.

    Raises `CalledProcessError` when one imports what is not there.
    """
    subprocess.run(  # noqa: S603
        [esbuild, *names, *OPTIONS, "--outbase=.", f"--outdir={into}"],
        cwd=root,
        check=True,
        timeout=PATIENCE_S,
    )
