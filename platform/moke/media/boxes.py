"""The boxes that MP4 files are made of (ISO/IEC 14496-12, 4.2)."""

import os
import struct
from collections.abc import Iterator
from typing import IO


def top_boxes(file: IO[bytes]) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, offset and size of each box of a file; the last may end beyond it."""
    offset = 0
    while len(head := _at(file, offset, 16)) >= 8:  # noqa: PLR2004
        size, kind = struct.unpack_from(">I4s", head)
        if size == 1:
            (size,) = struct.unpack_from(">Q", head, 8)
        if size < 8:  # noqa: PLR2004
            return
        yield kind, offset, size
        offset += size


def body_of(file: IO[bytes], offset: int, size: int) -> bytes:
    """Return what a box holds."""
    return _at(file, offset + 8, size - 8)


def boxes(body: bytes, kind: bytes) -> Iterator[bytes]:
    """Yield what the boxes of a kind hold that lie in a box."""
    offset = 0
    while offset + 8 <= len(body):
        size, found = struct.unpack_from(">I4s", body, offset)
        if found == kind:
            yield body[offset + 8 : offset + size]
        offset += max(size, 8)


def box(body: bytes, *kinds: bytes) -> bytes:
    """Return what the first box at the end of a path of kinds holds; b"" where there is none."""
    for kind in kinds:
        body = next(boxes(body, kind), b"")
    return body


def _at(file: IO[bytes], offset: int, size: int) -> bytes:
    """As much of it as there is: a stranger's file may say any number of 64 bits."""
    end = file.seek(0, os.SEEK_END)
    file.seek(min(offset, end))
    return file.read(max(0, min(size, end - offset)))
