"""Checking a finished set before anybody sees it."""

import hashlib
from pathlib import Path

from moke.media.copying import TOGETHER_S
from moke.media.enums import Problem
from moke.media.names import POSTER
from moke.media.probe import Probe, inspect
from moke.media.problems import EncodeError, ProbeError
from moke.media.transcode import Encoded, MadeRendition

SAME_LENGTH_S = 0.5


def verify(encoded: Encoded, folder: Path) -> None:
    """Look at every file of a set. Raises EncodeError where one is not what it shall be."""
    names = {"master.m3u8"} | {f"{made.name}.m3u8" for made in encoded.renditions}
    if encoded.height_px:
        names |= {POSTER}
    if encoded.height_px and encoded.is_whole:
        names |= {"sprites.jpg", "sprites.vtt"}
    if encoded.has_waveform:
        names |= {"waveform.svg"}
    for name in sorted(names):
        _demand((folder / name).is_file() and (folder / name).stat().st_size > 0, f"no {name}")
    for made in encoded.renditions:
        _verify_rendition(encoded, made, folder / f"{made.name}.mp4")


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _verify_rendition(encoded: Encoded, made: MadeRendition, path: Path) -> None:
    _demand(path.stat().st_size == made.size_bytes, f"{path.name} changed its size")
    _demand(
        abs(made.duration_s - encoded.duration_s) < SAME_LENGTH_S, f"{path.name} differs in length"
    )
    try:
        found = inspect(path)
    except ProbeError as error:
        raise EncodeError(Problem.UNREADABLE, f"{path.name}: {error}") from error
    size = (found.video.width, found.video.height) if found.video else (0, 0)
    _demand(size == (made.width_px, made.height_px), f"{path.name} is {size}")
    _demand((found.audio is not None) == encoded.has_sound, f"{path.name} differs in sound")
    _demand(_begins_together(found), f"{path.name}: picture and sound do not begin together")


def _begins_together(found: Probe) -> bool:
    if found.video is None or found.audio is None:
        return True
    return abs(found.video.start_s - found.audio.start_s) <= TOGETHER_S


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise EncodeError(Problem.UNREADABLE, otherwise)
