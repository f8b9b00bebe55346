"""One hand at a time on the bytes of an upload, over all processes of the web server.

A lock of the operating system on a file beside the bytes: it holds for whoever shares the disk,
and ends with the process that held it, so that nothing has to expire.
"""

import contextlib
import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from resumable_upload.locks import LockBackend

POLL_S = 0.02
PATIENCE_S = 5


class DiskLocks(LockBackend):
    """Locks by the id of an upload, as the library for tus wants to have them."""

    def __init__(self) -> None:
        self._held: dict[str, int] = {}

    def acquire(self, key: str, ttl_seconds: float = 0, wait_timeout: float = 0.0) -> str | None:
        """Return a token, or None where another hand did not let go in time."""
        deadline = time.monotonic() + wait_timeout
        while (descriptor := _lock(_path_of(key))) is None:
            if time.monotonic() >= deadline:
                return None
            time.sleep(POLL_S)
        token = secrets.token_hex(16)
        self._held[token] = descriptor
        return token

    def release(self, key: str, token: str) -> None:
        """Let go. Harmless with a token that holds nothing any more."""
        descriptor = self._held.pop(token, None)
        if descriptor is not None:
            _path_of(key).unlink(missing_ok=True)
            os.close(descriptor)

    @contextlib.contextmanager
    def holding(self, key: str, *, wait_s: float = PATIENCE_S) -> Iterator[bool]:
        """Hold the lock, and say whether that was possible."""
        token = self.acquire(key, wait_timeout=wait_s)
        try:
            yield token is not None
        finally:
            if token is not None:
                self.release(key, token)


def _path_of(key: str) -> Path:
    return settings.MOKE_DATA_DIR / "uploads" / f"{key}.lock"


def _lock(path: Path) -> int | None:
    """Return a descriptor that holds the lock, None where another one does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_still_there = path.stat().st_ino == os.fstat(descriptor).st_ino
    except (BlockingIOError, FileNotFoundError):
        is_still_there = False
    if is_still_there:
        return descriptor
    os.close(descriptor)  # held by another, or removed by the one who held it before
    return None


LOCKS = DiskLocks()
