"""What of a published set stays as it is when some of its chunks are made anew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

from moke.media.blur import Blur
from moke.media.crew import Progress, Told, run_command, work_off
from moke.media.fmp4 import Fragmented, parameter_sets, read_fragments
from moke.media.graph import heard_command, picture_command
from moke.media.ladder import Rung
from moke.media.parts import Parts, limits_of
from moke.media.plan import Chunk

SAME_MOMENT_S = 0.05
COPIED_BYTES = 1024**2


@dataclass(frozen=True)
class Stretch:
    """From where to where the published set goes on in the one that is made."""

    start_s: float = 0.0
    end_s: float | None = None
    """None: to its end."""


ALL = Stretch()


def make_changed(parts: Parts, changed: Sequence[Chunk], on_progress: Progress) -> None:
    """Make the chunks that show anything new, in all rungs."""
    work_off(parts.pieces_of(changed), on_progress)


def keep_others(
    parts: Parts,
    published: Mapping[str, Path],
    changed: Sequence[Chunk],
    told: Told,
    stretch: Stretch = ALL,
) -> None:
    """Cut all other chunks out of the published rungs, and take over the sound.

    A rung that was encoded in another way, such as the file's own picture, cannot be joined with
    what was made now: its chunks are left to be made.
    """
    picture = parts.plan.picture
    if parts.sound and not parts.sound.exists():
        _keep_sound(parts, next(iter(published.values())), told, stretch)
    for rung in picture.encoded if picture else ():
        if rung.name in published:
            _keep_rung(parts, rung, published[rung.name], changed, told=told, stretch=stretch)


def changed_chunks(parts: Parts, blurs: Sequence[Blur]) -> list[Chunk]:
    """Return the chunks that show any of the boxes."""
    return [
        chunk
        for chunk in parts.chunks
        if any(blur.touches(chunk.start_s, chunk.end_s) for blur in blurs)
    ]


def _keep_sound(parts: Parts, file: Path, told: Told, stretch: Stretch) -> None:
    target = parts.unfinished / "kept-sound.mp4"
    command = heard_command(file, parts.plan.segment_s, target, stretch.start_s, stretch.end_s)
    run_command(command, limits_of(parts.plan), told)
    if parts.sound:
        target.rename(parts.sound)


def _keep_rung(
    parts: Parts,
    rung: Rung,
    file: Path,
    changed: Sequence[Chunk],
    *,
    told: Told,
    stretch: Stretch,
) -> None:
    film = parts.unfinished / f"kept-{rung.name}.mp4"
    run_command(picture_command(file, film), limits_of(parts.plan), told)
    try:
        if changed and parameter_sets(film) != parameter_sets(parts.picture(rung, changed[0])):
            return
        indexed = read_fragments(film)
        for chunk in parts.chunks:
            target = parts.picture(rung, chunk)
            if chunk not in changed and not target.exists():
                unfinished = parts.unfinished_of(target)
                _cut(film, indexed, _stretch_of(chunk, stretch), unfinished)
                unfinished.rename(target)
                told(b"")
    finally:
        film.unlink()


def _stretch_of(chunk: Chunk, stretch: Stretch) -> Stretch:
    """Where a chunk lies in the published set."""
    end_s = stretch.end_s if chunk.end_s is None else stretch.start_s + chunk.end_s
    return Stretch(stretch.start_s + chunk.start_s, end_s)


def _cut(film: Path, indexed: Fragmented, stretch: Stretch, target: Path) -> None:
    """Write the head and the segments of a chunk, which is a file that plays on its own."""
    first_s = stretch.start_s - SAME_MOMENT_S
    end_s = inf if stretch.end_s is None else stretch.end_s - SAME_MOMENT_S
    inside = [
        segment
        for start_s, segment in zip(indexed.starts_s, indexed.segments, strict=True)
        if first_s <= start_s < end_s
    ]
    with film.open("rb") as whole, target.open("wb") as part:
        part.write(whole.read(indexed.head_bytes))
        for segment in inside:
            whole.seek(segment.offset_bytes)
            _copy(whole.read, part.write, segment.size_bytes)


def _copy(read: Callable[[int], bytes], write: Callable[[bytes], object], size_bytes: int) -> None:
    while size_bytes > 0 and (piece := read(min(size_bytes, COPIED_BYTES))):
        write(piece)
        size_bytes -= len(piece)
