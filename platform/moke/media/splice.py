"""What of a published set stays as it is when some of its chunks are made anew."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from moke.media.blur import Blur
from moke.media.crew import Progress, Told, run_command, work_off
from moke.media.fmp4 import Fragmented, parameter_sets, read_fragments
from moke.media.graph import heard_command, picture_command
from moke.media.parts import Parts, limits_of
from moke.media.plan import Chunk, Rung

SAME_MOMENT_S = 0.05
COPIED_BYTES = 1024**2


def make_changed(parts: Parts, blurs: Sequence[Blur], on_progress: Progress) -> None:
    """Make the chunks in which something new is blurred, in all rungs."""
    work_off(parts.pieces_of(changed_chunks(parts, blurs)), on_progress)


def keep_others(
    parts: Parts, published: Mapping[str, Path], blurs: Sequence[Blur], told: Told
) -> None:
    """Cut all other chunks out of the published rungs, and take over the sound.

    A rung that was encoded in another way, such as the file's own picture, cannot be joined with
    what was made now: its chunks are left to be made.
    """
    picture = parts.plan.picture
    changed = changed_chunks(parts, blurs)
    if parts.sound and not parts.sound.exists():
        _keep_sound(parts, next(iter(published.values())), told)
    for rung in picture.encoded if picture and changed else ():
        if rung.name in published:
            _keep_rung(parts, rung, published[rung.name], changed, told)


def changed_chunks(parts: Parts, blurs: Sequence[Blur]) -> list[Chunk]:
    """Return the chunks that show any of the boxes."""
    return [
        chunk
        for chunk in parts.chunks
        if any(blur.touches(chunk.start_s, chunk.end_s) for blur in blurs)
    ]


def _keep_sound(parts: Parts, file: Path, told: Told) -> None:
    target = parts.unfinished / "kept-sound.mp4"
    run_command(heard_command(file, parts.plan.segment_s, target), limits_of(parts.plan), told)
    if parts.sound:
        target.rename(parts.sound)


def _keep_rung(parts: Parts, rung: Rung, file: Path, changed: Sequence[Chunk], told: Told) -> None:
    film = parts.unfinished / f"kept-{rung.name}.mp4"
    run_command(picture_command(file, film), limits_of(parts.plan), told)
    try:
        if parameter_sets(film) != parameter_sets(parts.picture(rung, changed[0])):
            return
        indexed = read_fragments(film)
        for chunk in parts.chunks:
            target = parts.picture(rung, chunk)
            if chunk not in changed and not target.exists():
                unfinished = parts.unfinished_of(target)
                _cut(film, indexed, chunk, unfinished)
                unfinished.rename(target)
                told(b"")
    finally:
        film.unlink()


def _cut(film: Path, indexed: Fragmented, chunk: Chunk, target: Path) -> None:
    """Write the head and the segments of a chunk, which is a file that plays on its own."""
    first_s = chunk.start_s - SAME_MOMENT_S
    end_s = float("inf") if chunk.end_s is None else chunk.end_s - SAME_MOMENT_S
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
