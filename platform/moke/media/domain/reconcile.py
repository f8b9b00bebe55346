"""Whether the files of recordings are what the database says, and setting right what is not."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from moke.backends.afar import StorageAfar
from moke.media.domain.recording import encode_again
from moke.media.enums import UNDER_WAY, State
from moke.media.files import (
    bytes_to_fetch,
    check_room,
    file_path,
    has_source,
    helper_folder,
    local_file,
    recordings_storage,
    remove_attempt,
    source_path,
)
from moke.media.models import Recording, Rendition
from moke.media.verify import digest_of

STILL_COMING = timedelta(days=1)
"""What is younger may be on its way, or still be watched."""


class Fault(StrEnum):
    """What is wrong with a file."""

    MISSING = "missing"
    DAMAGED = "damaged"
    ORPHANED = "orphaned"


@dataclass(frozen=True)
class Finding:
    """Something that files and database disagree on."""

    fault: Fault
    name: str
    """In the storage of recordings, or below the data folder for what lies in `work/`."""
    recording: Recording | None = None
    can_be_repaired: bool = True


def find_faults(*, reads_all: bool = False) -> Iterator[Finding]:
    """Look at all recordings and all their files. Raises StoreAway.

    Files are compared by their sizes, or, where all of them is read, by their checksums. Renditions
    of versions that took none are known by their sizes alone.
    """
    recordings = Recording.objects.select_related("deletion", "replacement")
    for recording in recordings.prefetch_related("renditions"):
        found = list(_of_recording(recording, reads_all))
        if found and _is_unchanged(recording):
            yield from found
    by_key = {str(recording.key): recording for recording in recordings.all()}
    yield from _orphans(by_key)
    yield from _orphans_at_work(by_key)


def repair(finding: Finding) -> bool:
    """Remove what belongs to nobody, encode again what is broken; return whether it could be.

    Harmless when repeated.
    """
    if finding.fault == Fault.ORPHANED:
        _remove(finding.name)
        return True
    if not (finding.can_be_repaired and finding.recording):
        return False
    if _is_unchanged(finding.recording):
        encode_again(recording=finding.recording)
    return True


def _is_unchanged(recording: Recording) -> bool:
    """Whether what was read is what is: reading takes hours, and another set may have come."""
    same = Recording.objects.filter(
        pk=recording.pk,
        state=recording.state,
        source=recording.source,
        published_attempt=recording.published_attempt,
    )
    return same.exists()


def _of_recording(recording: Recording, reads_all: bool) -> Iterator[Finding]:
    has_own = has_source(name=recording.source, size_bytes=recording.size_bytes or 0)
    if recording.source and not has_own:
        yield Finding(Fault.MISSING, recording.source, recording, can_be_repaired=False)
    if not recording.is_ready or recording.state in UNDER_WAY:
        return
    storage = recordings_storage()
    for name, rendition in _expected(recording):
        path = file_path(key=recording.key, attempt=recording.published_attempt, name=name)
        if not storage.exists(path):
            yield Finding(Fault.MISSING, path, recording, can_be_repaired=has_own)
        elif rendition and (
            storage.size(path) != rendition.size_bytes
            or (reads_all and not _reads_as_verified(recording, rendition))
        ):
            yield Finding(Fault.DAMAGED, path, recording, can_be_repaired=has_own)


def _reads_as_verified(recording: Recording, rendition: Rendition) -> bool:
    """Whether the file holds what it held when it was published, as far as that is known."""
    if not rendition.sha256:
        return True
    name = f"{rendition.name}.mp4"
    key, attempt = recording.key, recording.published_attempt
    if needed := bytes_to_fetch(name=file_path(key=key, attempt=attempt, name=name)):
        check_room(needed)
    with helper_folder(key=key) as folder:
        try:
            with local_file(key=key, attempt=attempt, name=name, folder=folder) as path:
                return _digest_if_readable(path) == rendition.sha256
        except FileNotFoundError:
            return False


def _digest_if_readable(path: Path) -> str | None:
    """None where the disk does not give all of it back."""
    try:
        return digest_of(path)
    except OSError:
        return None


def _expected(recording: Recording) -> Iterator[tuple[str, Rendition | None]]:
    """The files of the published set, with the renditions that they are."""
    yield "master.m3u8", None
    if recording.has_picture:
        yield recording.poster, None
    if recording.has_waveform:
        yield "waveform.svg", None
    for rendition in recording.renditions.all():
        yield f"{rendition.name}.m3u8", None
        yield f"{rendition.name}.mp4", rendition


def _orphans(by_key: dict[str, Recording]) -> Iterator[Finding]:
    storage = recordings_storage()
    try:
        keys, _files = storage.listdir("")
    except FileNotFoundError:
        return
    for key in sorted(filter(_is_key, keys)):
        recording = by_key.get(key)
        attempts, files = storage.listdir(key)
        for attempt in sorted(attempts):
            is_known = recording and (attempt == _set_of(recording) or recording.state in UNDER_WAY)
            if not is_known and _is_old(f"{key}/{attempt}"):
                yield Finding(Fault.ORPHANED, f"{key}/{attempt}", recording)
        for path in sorted(f"{key}/{name}" for name in files):
            if path not in _sources_of(recording) and _is_settled(path):
                yield Finding(Fault.ORPHANED, path, recording)


def _set_of(recording: Recording) -> str:
    """The published set, which a deleted recording keeps until it is erased."""
    is_deleted = recording.state == State.DELETED
    return recording.deletion.attempt if is_deleted else recording.published_attempt


def _sources_of(recording: Recording | None) -> set[str]:
    """The recording's own file, the one that shall take its place, the one that was its own."""
    if recording is None:
        return set()
    work = getattr(recording, "replacement", None)
    others = {work.source, work.old_source} if work else set()
    is_coming = not recording.source and recording.state != State.DELETED
    return {source_path(recording.key) if is_coming else recording.source, *others}


def _is_key(name: str) -> bool:
    """Whether a folder can be a recording's. Others are not ours to judge."""
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def _is_old(folder: str) -> bool:
    _folders, files = recordings_storage().listdir(folder)
    return all(_is_settled(f"{folder}/{name}") for name in files)


def _is_settled(name: str) -> bool:
    return recordings_storage().get_modified_time(name) < timezone.now() - STILL_COMING


def _orphans_at_work(by_key: dict[str, Recording]) -> Iterator[Finding]:
    root = settings.MOKE_DATA_DIR / "work"
    folders = sorted(root.iterdir()) if root.exists() else []
    for folder in (folder for folder in folders if _is_key(folder.name)):
        recording = by_key.get(folder.name)
        changed = datetime.fromtimestamp(folder.stat().st_mtime, tz=timezone.get_current_timezone())
        is_wanted = recording is not None and recording.state in UNDER_WAY
        if not is_wanted and changed < timezone.now() - STILL_COMING:
            yield Finding(Fault.ORPHANED, f"work/{folder.name}")


def _remove(name: str) -> None:
    first, _, second = name.partition("/")
    if first == "work":
        shutil.rmtree(settings.MOKE_DATA_DIR / name, ignore_errors=True)
        return
    storage = recordings_storage()
    _folders, files = storage.listdir(first)
    if second in files:
        storage.delete(name)
    else:
        remove_attempt(key=UUID(first), attempt=second)
    if not isinstance(storage, StorageAfar) and not any(Path(storage.path(first)).iterdir()):
        Path(storage.path(first)).rmdir()
