"""Stills of a recording: what is seen at its moments, as small JPEGs."""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import batched
from pathlib import Path
from tempfile import TemporaryDirectory

import ffmpeg

from moke.backends.afar import StorageAfar
from moke.media.colours import AS_JPEG
from moke.media.crew import CORES
from moke.media.files import add_file, file_path, local_file, recordings_storage
from moke.media.models import Recording, Rendition
from moke.media.sandbox import Limits, OutOfTime, run

LIMITS = Limits(memory_bytes=2 * 1024**3, cpu_s=60, wall_s=60, file_bytes=8 * 1024**2)
STILL_PX = 480
JPEG_QUALITY = 5
TOGETHER = 8
"""Stills that are cut in one run: starting ffmpeg, in its sandbox, costs more than a picture."""

logger = logging.getLogger(__name__)


def read_stills(
    *, recording: Recording, moments_ms: Collection[int], on_still: Callable[[], None]
) -> dict[int, bytes]:
    """Return what is seen at the moments, as JPEG, 480 px wide; what cannot be cut is left out.

    Stills are cut from the smallest rendition and kept beside it, so that they are only read
    the next time. `on_still` is called after each. A recording that is held back or deleted
    has none.
    Raises `StoreAway`.
    """
    if recording.is_held_back or not recording.is_ready:
        return {}
    pictures = recording.renditions.for_every_player().exclude(height_px=0)
    rung = pictures.order_by("height_px").first()
    if rung is None:
        return {}
    found = dict[int, bytes]()
    for at_ms in moments_ms:
        if still := kept_still(recording=recording, at_ms=at_ms):
            found[at_ms] = still
            on_still()
    missing = sorted(set(moments_ms) - set(found))
    if missing:
        for at_ms, still in _cut_all(recording, rung, missing):
            found[at_ms] = still
            on_still()
    return found


def kept_still(*, recording: Recording, at_ms: int) -> bytes | None:
    """Return a still that was cut before, as JPEG. Raises `StoreAway`.

    None of a recording that is held back or deleted.
    """
    if recording.is_held_back or not recording.is_ready:
        return None
    storage, name = recordings_storage(), _path(recording, at_ms)
    try:
        if isinstance(storage, StorageAfar):
            return storage.read(name)
        return Path(storage.path(name)).read_bytes()
    except FileNotFoundError:
        return None


def _cut_all(
    recording: Recording, rung: Rendition, moments_ms: list[int]
) -> Iterator[tuple[int, bytes]]:
    key, attempt = recording.key, recording.published_attempt
    with TemporaryDirectory(prefix="moke-stills-") as name:
        folder = Path(name)
        with (
            local_file(key=key, attempt=attempt, name=f"{rung.name}.mp4", folder=folder) as film,
            ThreadPoolExecutor(CORES) as pool,
        ):
            for cut in pool.map(partial(_cut, film, folder), batched(moments_ms, TOGETHER)):
                for at_ms in cut:
                    still = folder / _name(at_ms)
                    yield at_ms, still.read_bytes()
                    add_file(path=still, key=key, attempt=attempt)


def _cut(film: Path, folder: Path, moments_ms: Sequence[int]) -> list[int]:
    """Cut the moments in one run, and return those that are there; each alone if it fails."""
    wanted = [_wanted(film, at_ms, folder / _name(at_ms)) for at_ms in moments_ms]
    arguments = ffmpeg.merge_outputs(*wanted).compile()[1:]
    try:
        is_cut = run(["ffmpeg", "-nostdin", "-y", "-v", "error", *arguments], LIMITS).code == 0
    except OutOfTime:
        logger.warning("The stills at %s ms of %s took too long.", moments_ms, film)
        is_cut = False
    if not is_cut and len(moments_ms) > 1:
        return [done for at_ms in moments_ms for done in _cut(film, folder, [at_ms])]
    return [at_ms for at_ms in moments_ms if is_cut and (folder / _name(at_ms)).exists()]


def _wanted(film: Path, at_ms: int, still: Path):
    # One thread a moment: starting them costs more than a single picture.
    source = ffmpeg.input(f"file:{film}", ss=at_ms / 1000, threads=1, protocol_whitelist="file")
    scaled = source.video.filter("scale", STILL_PX, -2, **AS_JPEG)
    return scaled.output(f"file:{still}", vframes=1, threads=1, **{"q:v": JPEG_QUALITY})


def _path(recording: Recording, at_ms: int) -> str:
    return file_path(key=recording.key, attempt=recording.published_attempt, name=_name(at_ms))


def _name(at_ms: int) -> str:
    return f"still-{at_ms}ms.jpg"
