"""Storages whose files do not lie on this machine."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

type Progress = Callable[[int], None]
"""Called now and then, in the caller's thread, with the bytes that went since the last call."""


class StoreAway(Exception):
    """The store of files cannot be reached, or refuses to work. Nothing was lost; try later."""


class StorageAfar(ABC):
    """What a storage can do besides, from which browsers fetch the files themselves."""

    @abstractmethod
    def put(self, path: Path, name: str, on_progress: Progress | None = None) -> None:
        """Store a local file under the name, in place of any before, without holding it whole."""

    @abstractmethod
    def fetch(self, name: str, path: Path, on_progress: Progress | None = None) -> None:
        """Write the file to a local one. Raises FileNotFoundError."""

    @abstractmethod
    def read(self, name: str) -> bytes:
        """Return what a small file holds, in one question. Raises FileNotFoundError."""

    @abstractmethod
    def signed_url(
        self,
        name: str,
        *,
        lifetime_s: int,
        content_type: str,
        disposition: str = "",
        cache_control: str = "",
    ) -> str:
        """Return an address that anybody may get the file from, for so long.

        Made here, without asking the store, which will answer with the given headers.
        """
