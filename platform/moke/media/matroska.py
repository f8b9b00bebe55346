"""Where the clusters of a Matroska file begin: a seek arrives at one of them.

After RFC 8794 (EBML) and RFC 9559. Only headers are read.
"""

from pathlib import Path
from typing import IO

SEGMENT = 0x18538067
CLUSTER = 0x1F43B675
EBML_MAGIC = b"\x1aE\xdf\xa3"
MOST_ID_BYTES = 4
MOST_SIZE_BYTES = 8
UNKNOWN = -1


def find_clusters(path: Path) -> list[int] | None:
    """Return the offsets of all clusters; empty where they do not say how long they are.

    None where the file is no Matroska.
    """
    with path.open("rb") as file:
        if file.read(4) != EBML_MAGIC:
            return None
        file.seek(0)
        try:
            return _clusters(file, path.stat().st_size)
        except (IndexError, ValueError):
            return []


def _clusters(file: IO[bytes], file_bytes: int) -> list[int]:
    found = []
    while (begin := file.tell()) < file_bytes:
        kind = _number(file, MOST_ID_BYTES, keep_marker=True)
        size = _number(file, MOST_SIZE_BYTES)
        if kind == CLUSTER:
            found.append(begin)
        if kind == SEGMENT:
            continue
        if size == UNKNOWN:
            raise ValueError
        file.seek(min(size, file_bytes), 1)
    return found


def _number(file: IO[bytes], most_bytes: int, *, keep_marker: bool = False) -> int:
    """Read a number that says by its first bits how many bytes it has (RFC 8794, 4)."""
    first = file.read(1)[0]
    length = 9 - first.bit_length()
    rest = file.read(length - 1)
    if not first or length > most_bytes or len(rest) < length - 1:
        raise ValueError
    value = int.from_bytes(bytes([first]) + rest)
    if keep_marker:
        return value
    value -= 1 << 7 * length
    return UNKNOWN if value == (1 << 7 * length) - 1 else value
