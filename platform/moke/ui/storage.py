"""Static files as they are served: joined, compressed, under names that change with them."""

import logging
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from servestatic.compress import Compressor
from servestatic.storage import CompressedManifestStaticFilesStorage

from moke.ui.joining import find_esbuild, join_files

logger = logging.getLogger(__name__)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names everywhere, in what JavaScript modules import from one another too.

    Our own scripts and style sheets, those in the folders of `MOKE_JOINED_FOLDERS`, are made
    whole first. Without esbuild they stay as they lie: pages work, with more requests.
    """

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.urls: dict[str, str] = {}

    def create_compressor(self, **options: Any) -> Compressor:
        """Leave source maps as they are: most of all bytes, and none that a page asks for."""
        skipped = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
        return Compressor(**options | {"extensions": skipped})

    def url(self, name: str, force: bool = False) -> str:
        """Return the address, made once: a page names a dozen files, whose names stay."""
        if name not in self.urls:
            self.urls[name] = super().url(name, force)
        return self.urls[name]

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        if dry_run:
            return
        with TemporaryDirectory(prefix="moke-static-") as folder:
            whole = self._join(list(filter(_is_ours, paths)), Path(folder))
            yield from super().post_process(paths | whole, dry_run=dry_run, **options)

    def _join(self, names: list[str], folder: Path) -> dict[str, Any]:
        esbuild = find_esbuild(settings.MOKE_NODE_MODULES)
        if esbuild is None:
            logger.warning("esbuild is not installed: scripts and styles stay in many files.")
            return {}
        join_files(esbuild=esbuild, root=Path(self.path("")), names=names, into=folder)
        return {name: (FileSystemStorage(folder), name) for name in names}


def _is_ours(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parts[0] in settings.MOKE_JOINED_FOLDERS and path.suffix in {".css", ".js"}
