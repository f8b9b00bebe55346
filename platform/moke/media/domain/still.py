"""Stills of a recording: what is seen at its seconds, as small JPEGs."""

import logging
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import ffmpeg

from moke.backends.afar import StorageAfar
from moke.media.files import add_file, file_path, local_file, recordings_storage
from moke.media.models import Recording, Rendition
from moke.media.sandbox import Limits, OutOfTime, run

LIMITS = Limits(memory_bytes=2 * 1024**3, cpu_s=60, wall_s=60, file_bytes=8 * 1024**2)
STILL_PX = 480
JPEG_QUALITY = 5

logger = logging.getLogger(__name__)


def read_stills(
    *, recording: Recording, seconds: Collection[int], on_still: Callable[[], None]
) -> dict[int, bytes]:
    """Return what is seen at the seconds, as JPEG, 480 px wide; what cannot be cut is left out.

    Stills are cut from the smallest rendition and kept beside it, so that they are only read
    the next time. `on_still` is called after each. Raises `StoreAway`.
    """
    rung = recording.renditions.exclude(height_px=0).order_by("height_px").first()
    if rung is None:
        return {}
    found = dict[int, bytes]()
    for second in seconds:
        if still := _kept(recording, second):
            found[second] = still
            on_still()
    missing = sorted(set(seconds) - set(found))
    if missing:
        for second, still in _cut_all(recording, rung, missing):
            found[second] = still
            on_still()
    return found


def _kept(recording: Recording, second: int) -> bytes | None:
    storage, name = recordings_storage(), _path(recording, second)
    try:
        if isinstance(storage, StorageAfar):
            return storage.read(name)
        return Path(storage.path(name)).read_bytes()
    except FileNotFoundError:
        return None


def _cut_all(
    recording: Recording, rung: Rendition, seconds: list[int]
) -> Iterator[tuple[int, bytes]]:
    key, attempt = recording.key, recording.published_attempt
    with TemporaryDirectory(prefix="moke-stills-") as name:
        folder = Path(name)
        with local_file(key=key, attempt=attempt, name=f"{rung.name}.mp4", folder=folder) as film:
            for second in seconds:
                still = folder / _name(second)
                if _cut(film, second, still):
                    yield second, still.read_bytes()
                    add_file(path=still, key=key, attempt=attempt)


def _cut(film: Path, second: int, still: Path) -> bool:
    wanted = (
        ffmpeg.input(f"file:{film}", ss=second, protocol_whitelist="file")
        .filter("scale", STILL_PX, -2)
        .output(f"file:{still}", vframes=1, **{"q:v": JPEG_QUALITY})
    )
    command = ["ffmpeg", "-nostdin", "-y", "-v", "error", *wanted.compile()[1:]]
    try:
        outcome = run(command, LIMITS)
    except OutOfTime:
        logger.warning("The still at %s s of %s took too long.", second, film)
        return False
    return outcome.code == 0 and still.exists()


def _path(recording: Recording, second: int) -> str:
    return file_path(key=recording.key, attempt=recording.published_attempt, name=_name(second))


def _name(second: int) -> str:
    return f"still-{second}.jpg"
