"""Putting a set together from rungs made anew and rungs that stay, since they cost less."""

import itertools
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

from moke.media.transcode import Encoded, MadeRendition

SAME_MOMENT_S = 0.05
LENGTHS = re.compile(r"^#EXTINF:([\d.]+)", re.MULTILINE)
MASTER = "master.m3u8"


@dataclass(frozen=True)
class Published:
    """What there is of a set already: its renditions, and its playlists by name."""

    renditions: tuple[MadeRendition, ...]
    playlists: Mapping[str, str]

    @property
    def size_bytes(self) -> int:
        return sum(made.size_bytes for made in self.renditions)


def plain_bytes(renditions: Iterable[MadeRendition]) -> int:
    """Return how large the rungs are together that every player plays."""
    return sum(made.size_bytes for made in renditions if not made.is_in_av1)


def without_dear_twins(before: Published, made: Encoded, folder: Path) -> Encoded:
    """Leave out what was made in AV1 where it costs as much as H.264: then it serves nobody."""
    published = {old.name: old.size_bytes for old in before.renditions}
    plain = [new for new in made.renditions if not new.is_in_av1]
    twins = [new for new in made.renditions if new.is_in_av1]
    cheapest = sum(min(new.size_bytes, published.get(new.name, inf)) for new in plain)
    if sum(twin.size_bytes for twin in twins) < cheapest:
        return made
    master = folder / MASTER
    for twin in twins:
        line = _variants(master.read_text())[twin.name]
        master.write_text(master.read_text().replace(f"{line}\n{twin.name}.m3u8\n", ""))
        for ending in ("mp4", "m3u8"):
            (folder / f"{twin.name}.{ending}").unlink()
    return replace(made, renditions=tuple(plain))


def rungs_to_keep(before: Published, made: Encoded, folder: Path) -> set[str] | None:
    """Return the names of the rungs that stay, as their new files would cost more bytes.

    None where all has to stay: nothing new costs less, or old and new rungs do not begin their
    segments at the same moments, so that a player could not change between them.
    """
    new = {rendition.name: rendition.size_bytes for rendition in made.renditions}
    kept = {old.name for old in before.renditions if new.get(old.name, 0) >= old.size_bytes}
    has_lost = {old.name for old in before.renditions} - set(new)
    if has_lost or kept == set(new):
        return None
    if kept and not all(_is_in_step(before, name, folder) for name in kept):
        return None
    return kept


def keep_rung(before: Published, made: Encoded, name: str, file: Path, folder: Path) -> Encoded:
    """Put the published `file` of a rung in place of the new one, in the playlists too."""
    shutil.copyfile(file, folder / f"{name}.mp4")
    (folder / f"{name}.m3u8").write_text(before.playlists[f"{name}.m3u8"])
    master = folder / MASTER
    ours = _variants(before.playlists[MASTER])[name]
    theirs = _variants(master.read_text())[name]
    master.write_text(master.read_text().replace(f"{theirs}\n{name}.m3u8", f"{ours}\n{name}.m3u8"))
    old = next(rendition for rendition in before.renditions if rendition.name == name)
    renditions = tuple(old if new.name == name else new for new in made.renditions)
    return replace(made, renditions=renditions)


def _is_in_step(before: Published, name: str, folder: Path) -> bool:
    playlist = f"{name}.m3u8"
    old = starts_in(before.playlists[playlist])
    new = starts_in((folder / playlist).read_text())
    return len(old) == len(new) and all(
        abs(here - there) < SAME_MOMENT_S for here, there in zip(old, new, strict=True)
    )


def starts_in(playlist: str) -> list[float]:
    """Return when the segments of a playlist begin, in seconds."""
    starts_s = [0.0]
    for length in LENGTHS.findall(playlist)[:-1]:
        starts_s.append(starts_s[-1] + float(length))
    return starts_s


def _variants(master: str) -> dict[str, str]:
    """The lines of a master playlist that describe its rungs, by their names."""
    lines = master.splitlines()
    return {
        name.removesuffix(".m3u8"): line
        for line, name in itertools.pairwise(lines)
        if line.startswith("#EXT-X-STREAM-INF")
    }
