"""Where the frames of an MP4 lie, from the tables of its index alone: no frame is read.

After ISO/IEC 14496-12: decode times (stts), offsets of showing (ctts), keyframes (stss), sizes
(stsz), chunks (stsc, stco, co64), and the edit list (elst) that shifts what is shown.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice, repeat
from pathlib import Path

from moke.media.boxes import body_of, box, boxes, top_boxes
from moke.media.packets import Packet

MOST_INDEX_BYTES = 256 * 1024**2
MOST_FRAMES = 4_000_000
IS_EMPTY = -1


def read_samples(path: Path, stream: int) -> list[Packet]:
    """Return a stream's frames in the order of decoding.

    Empty where the index does not say it: it is damaged, lies in fragments, or is put together
    from several edits.
    """
    try:
        with path.open("rb") as file:
            _, offset, size = next(found for found in top_boxes(file) if found[0] == b"moov")
            if size > MOST_INDEX_BYTES:
                return []
            moov = body_of(file, offset, size)
        return _frames(moov, list(boxes(moov, b"trak"))[stream])
    except (StopIteration, struct.error, IndexError, ValueError):
        return []


def _frames(moov: bytes, track: bytes) -> list[Packet]:
    table = box(track, b"mdia", b"minf", b"stbl")
    sizes = _sizes(box(table, b"stsz"))
    shift, ticks = _shift(moov, track)
    keys = frozenset(_column(box(table, b"stss"), 1))
    durations = _runs(box(table, b"stts"), len(sizes))
    decoded_at = accumulate(durations, initial=0)
    shown_after = chain(_runs(box(table, b"ctts"), len(sizes), signed=True), repeat(0))
    places = zip(sizes, _offsets(table, sizes), decoded_at, shown_after, strict=False)
    return [
        Packet((at + after) / ticks + shift, offset, size, not keys or n in keys)
        for n, (size, offset, at, after) in enumerate(places, start=1)
    ]


def _shift(moov: bytes, track: bytes) -> tuple[float, int]:
    """By how many seconds the edit list shifts a track, and how many ticks a second it has."""
    movie, media = box(moov, b"mvhd"), box(track, b"mdia", b"mdhd")
    (movie_ticks,) = struct.unpack_from(">I", movie, 20 if movie[0] else 12)
    (ticks,) = struct.unpack_from(">I", media, 20 if media[0] else 12)
    edits = list(_edits(box(track, b"edts", b"elst")))
    begins = [begin for _, begin in edits if begin != IS_EMPTY]
    if len(begins) > 1 or not (ticks and movie_ticks):
        raise ValueError
    empty = sum(length for length, begin in edits if begin == IS_EMPTY)
    return empty / movie_ticks - sum(begins) / ticks, ticks


def _edits(body: bytes) -> Iterator[tuple[int, int]]:
    if body:
        (count,) = struct.unpack_from(">I", body, 4)
        entry = struct.Struct(">QqI" if body[0] else ">IiI")
        for n in range(count):
            yield entry.unpack_from(body, 8 + n * entry.size)[:2]


def _column(body: bytes, width: int, *, at: int = 0) -> Sequence[int]:
    """One column of a table of 32-bit numbers, which begins with how many rows it has."""
    if not body:
        return ()
    (count,) = struct.unpack_from(">I", body, 4)
    return struct.unpack_from(f">{count * width}I", body, 8)[at::width]


def _sizes(body: bytes) -> Sequence[int]:
    each, count = struct.unpack_from(">2I", body, 4)
    if count > MOST_FRAMES:
        raise ValueError
    return [each] * count if each else struct.unpack_from(f">{count}I", body, 12)


def _runs(body: bytes, most: int, *, signed: bool = False) -> Iterator[int]:
    """Spell out a table that says how often each of its values comes."""
    values = _column(body, 2, at=1)
    if signed:
        values = struct.unpack(f">{len(values)}i", struct.pack(f">{len(values)}I", *values))
    runs = zip(_column(body, 2), values, strict=True)
    return islice(chain.from_iterable(repeat(value, times) for times, value in runs), most)


def _offsets(table: bytes, sizes: Sequence[int]) -> Iterator[int]:
    """Where each frame begins: frames lie one behind the other in each chunk of the file."""
    wide = box(table, b"co64")
    chunks: Sequence[int] = _column(box(table, b"stco"), 1)
    if wide:
        chunks = struct.unpack_from(f">{len(wide[8:]) // 8}Q", wide, 8)
    rows = box(table, b"stsc")
    firsts, counts = [*_column(rows, 3), len(chunks) + 1], _column(rows, 3, at=1)
    frame = iter(sizes)
    for n, count in enumerate(counts):
        for offset in chunks[firsts[n] - 1 : firsts[n + 1] - 1]:
            at = offset
            for size in islice(frame, count):
                yield at
                at += size
