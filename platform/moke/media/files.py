"""Where the files of recordings lie: work folders here, sources and attempts in the storage.

In the storage a recording's first source is `<key>/source`, one that took its place
`<key>/source-<name>`, a file of an attempt `<key>/<attempt>/<name>`. The storage is a folder of
this machine or a bucket; what moves to or from a bucket raises `StoreAway` while that cannot be
reached, and calls `on_progress` now and then, in the caller's thread.
"""

import contextlib
import errno
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.storage import Storage, storages

from moke.backends.afar import Progress, StorageAfar
from moke.media.enums import Problem
from moke.media.problems import RecordingError

SOURCE = "source"
PARTS = "parts"
HELPER = "help-"
HELPER_LIFE_S = 24 * 3600
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
SPARE_BYTES = 256 * 1024**2  # of the disk, that neither uploads nor encodes may take


def recordings_storage() -> Storage:
    """Return the storage of sources and attempts."""
    return storages["recordings"]


def source_path(key: UUID, name: str = "") -> str:
    """Return a name in the storage for a recording's source: its first, or one of that name."""
    return f"{key}/{SOURCE}-{name}" if name else f"{key}/{SOURCE}"


def file_path(*, key: UUID, attempt: str, name: str) -> str:
    """Return the name in the storage of one of an attempt's files."""
    return f"{key}/{attempt}/{name}"


def has_source(*, name: str, size_bytes: int) -> bool:
    """Return whether a source of that name lies in the storage, whole."""
    storage = recordings_storage()
    return bool(name) and storage.exists(name) and storage.size(name) == size_bytes


def adopt_source(*, path: Path, name: str) -> None:
    """Move a local file to where a source of that name belongs. A bucket may take minutes."""
    _move_in(path, name)


def publish_files(
    *, folder: Path, key: UUID, attempt: str, on_progress: Progress | None = None
) -> None:
    """Move every file of a work folder into the storage as the files of an attempt."""
    for path in sorted(folder.iterdir()):
        _move_in(path, file_path(key=key, attempt=attempt, name=path.name), on_progress)


def add_file(*, path: Path, key: UUID, attempt: str) -> None:
    """Move a local file into the storage as one more file of an attempt."""
    _move_in(path, file_path(key=key, attempt=attempt, name=path.name))


def fetch_file(*, key: UUID, attempt: str, name: str, to: Path) -> None:
    """Copy a file of an attempt to a local path, where it appears whole.

    Raises FileNotFoundError.
    """
    if to.exists():
        return
    name, unfinished = file_path(key=key, attempt=attempt, name=name), to.with_suffix(".fetched")
    storage = recordings_storage()
    if isinstance(storage, StorageAfar):
        storage.fetch(name, unfinished)
    else:
        shutil.copyfile(storage.path(name), unfinished)
    unfinished.rename(to)


@contextlib.contextmanager
def local_file(*, key: UUID, attempt: str, name: str, folder: Path) -> Iterator[Path]:
    """Give a path that ffmpeg can read an attempt's file from, fetched only where it lies afar.

    Raises FileNotFoundError.
    """
    with _local(file_path(key=key, attempt=attempt, name=name), folder / name) as path:
        yield path


def read_playlists(*, key: UUID, attempt: str, names: Iterable[str]) -> dict[str, str]:
    """Return the playlists of an attempt by their names. Raises FileNotFoundError."""
    playlists = {}
    for name in names:
        playlists[name] = _read(file_path(key=key, attempt=attempt, name=name)).decode()
    return playlists


def _read(name: str) -> bytes:
    storage = recordings_storage()
    if isinstance(storage, StorageAfar):
        return storage.read(name)
    return Path(storage.path(name)).read_bytes()


@contextlib.contextmanager
def local_source(*, name: str, folder: Path, on_progress: Progress | None = None) -> Iterator[Path]:
    """Give a path that ffmpeg can read a source from, fetched only where it lies afar.

    Raises FileNotFoundError.
    """
    with _local(name, folder / SOURCE, on_progress) as path:
        yield path


@contextlib.contextmanager
def _local(name: str, copy: Path, on_progress: Progress | None = None) -> Iterator[Path]:
    storage = recordings_storage()
    if not isinstance(storage, StorageAfar):
        yield Path(storage.path(name))
        return
    try:
        storage.fetch(name, copy, on_progress)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def bytes_to_fetch(*, name: str) -> int:
    """Return how large a source is where it lies afar, else 0."""
    storage = recordings_storage()
    return storage.size(name) if isinstance(storage, StorageAfar) else 0


@contextlib.contextmanager
def work_folder(*, key: UUID, attempt: str) -> Iterator[Path]:
    """Give an empty local folder for an attempt; it and those of dead attempts go afterwards.

    Finished parts stay for the next attempt, until `remove_parts`. Raises RecordingError where
    the disk turns out to be full while the folder is used.
    """
    root = _work_root(key)
    folder = root / attempt
    _clear(root, keep=PARTS)
    try:
        with _room_told():
            folder.mkdir(parents=True)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            root.rmdir()


@contextlib.contextmanager
def helper_folder(*, key: UUID) -> Iterator[Path]:
    """Give an empty local folder for who helps; those that killed helpers left go after a day."""
    root = settings.MOKE_DATA_DIR / "work"
    root.mkdir(parents=True, exist_ok=True)
    for left in root.glob(f"{HELPER}*"):
        if time.time() - left.stat().st_mtime > HELPER_LIFE_S:
            shutil.rmtree(left, ignore_errors=True)
    with _room_told(), tempfile.TemporaryDirectory(dir=root, prefix=f"{HELPER}{key}-") as folder:
        yield Path(folder)


@contextlib.contextmanager
def _room_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise RecordingError(Problem.NO_SPACE, str(error)) from error
        raise


def parts_folder(*, key: UUID, name: str) -> Path:
    """Return the local folder of an encode's finished parts; those of other encodes go."""
    root = _work_root(key)
    _clear(root / PARTS, keep=name)
    folder = root / PARTS / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def remove_parts(*, key: UUID) -> None:
    """Remove the finished parts of a recording's encodes."""
    shutil.rmtree(_work_root(key) / PARTS, ignore_errors=True)
    with contextlib.suppress(OSError):
        _work_root(key).rmdir()


def _work_root(key: UUID) -> Path:
    return settings.MOKE_DATA_DIR / "work" / str(key)


def _clear(folder: Path, *, keep: str) -> None:
    for path in folder.iterdir() if folder.exists() else ():
        if path.name != keep and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


def remove_attempts(*, key: UUID, keep: set[str]) -> None:
    """Remove the files of every attempt but those to keep. The source stays."""
    try:
        attempts, _ = recordings_storage().listdir(str(key))
    except FileNotFoundError:
        return
    for attempt in set(attempts) - keep:
        remove_attempt(key=key, attempt=attempt)


def remove_sources(*, key: UUID) -> None:
    """Remove all that was uploaded for a recording."""
    storage = recordings_storage()
    with contextlib.suppress(FileNotFoundError):
        for name in storage.listdir(str(key))[1]:
            storage.delete(f"{key}/{name}")


def remove_attempt(*, key: UUID, attempt: str) -> None:
    """Remove the files of one attempt."""
    storage = recordings_storage()
    if isinstance(storage, StorageAfar):
        for name in storage.listdir(f"{key}/{attempt}")[1]:
            storage.delete(file_path(key=key, attempt=attempt, name=name))
    else:
        shutil.rmtree(storage.path(f"{key}/{attempt}"), ignore_errors=True)


def free_bytes() -> int:
    """Return how many bytes the disk of the work folders has left."""
    return shutil.disk_usage(settings.MOKE_DATA_DIR).free


def has_room(needed_bytes: int) -> bool:
    """Return whether the disk of the work folders has room for so much more."""
    return free_bytes() >= needed_bytes + SPARE_BYTES


def check_room(needed_bytes: int) -> None:
    """Raise RecordingError where the disk of the work folders has no room for so much more."""
    if not has_room(needed_bytes):
        raise RecordingError(Problem.NO_SPACE)


def _move_in(path: Path, name: str, on_progress: Progress | None = None) -> None:
    storage = recordings_storage()
    if isinstance(storage, StorageAfar):
        storage.put(path, name, on_progress)
        path.unlink()
    else:
        here = Path(storage.path(name))
        here.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, here)
