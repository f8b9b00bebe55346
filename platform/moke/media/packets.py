"""Where the frames of a picture lie in its file: from MP4's index, else by reading through it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from moke.media.probe import LIMITS, SCAN_LIMITS, ask_ffprobe
from moke.media.problems import ProbeError

PACKET = re.compile(r"(-?[\d.]+),(\d+),(\d+),([K_D]{2,3})")
ROUNDED_S = 0.005


@dataclass(frozen=True, slots=True)
class Packet:
    """One frame as it lies in the file."""

    at_s: float
    """When it is shown, by the file's own clock."""
    offset_bytes: int
    size_bytes: int
    is_key: bool

    @property
    def end_bytes(self) -> int:
        return self.offset_bytes + self.size_bytes


class Layout:
    """The frames of a picture in the order of decoding, and what has to be found among them."""

    def __init__(
        self, packets: Sequence[Packet], *, has_index: bool, groups: Sequence[int]
    ) -> None:
        self.packets, self.has_index, self.groups = packets, has_index, groups
        self.keys = [n for n, packet in enumerate(packets) if packet.is_key]
        self.key_times_s = [packets[n].at_s for n in self.keys]
        # Frames are decoded in another order than shown: the earliest of all that are to come.
        times_s = (packet.at_s for packet in reversed(packets))
        self.earliest_s = list(accumulate(times_s, min))[::-1]

    def bytes_between(self, seek_to_s: float, end_s: float) -> tuple[int, int | None]:
        """From the keyframe that a seek arrives at to the last frame before the end.

        Where no index tells, frames have headers before them: then it is from the beginning of
        their group, or the end of the frame before, to the beginning of the frame behind.
        """
        first = self.first_of(seek_to_s)
        last = max(first + 1, bisect_left(self.earliest_s, end_s))
        needed = self.packets[first:last]
        begin = min(packet.offset_bytes for packet in needed)
        end = max(packet.end_bytes for packet in needed)
        if self.has_index:
            return begin, end
        before = self.packets[first - 1].end_bytes if first else 0
        if self.groups:
            before = self.groups[max(0, bisect_right(self.groups, begin) - 1)]
        behind = self.packets[last].offset_bytes if last < len(self.packets) else None
        return before, behind

    def first_of(self, seek_to_s: float) -> int:
        """The number of the keyframe that a seek arrives at."""
        at = bisect_right(self.key_times_s, seek_to_s + ROUNDED_S) - 1
        return self.keys[at] if at >= 0 else 0

    def lead_in_s(self, seek_to_s: float, begin_s: float) -> float:
        """How much is decoded in vain before a chunk begins."""
        return max(0.0, begin_s - self.packets[self.first_of(seek_to_s)].at_s)


def scan_packets(path: Path, stream: int) -> list[Packet]:
    """Return the packets of a stream in the order of the file, without decoding any.

    Empty where one of them does not say when it is shown, or where it lies.
    """
    return _ask(path, stream)


def seek_packets(path: Path, stream: int, moments_s: Sequence[float]) -> list[Packet]:
    """Return, for each moment, the packet that a seek to it arrives at. Empty as for a scan."""
    moments = ",".join(f"{at_s:.6f}%+#1" for at_s in moments_s)
    return _ask(path, stream, "-read_intervals", moments)


def count_keyframes(path: Path, stream: int, within_s: float) -> int:
    """Return how many keyframes the beginning of a stream has, 0 where that cannot be told."""
    try:
        outcome = ask_ffprobe(
            path,
            LIMITS,
            *("-read_intervals", f"%+{within_s:g}", "-select_streams", str(stream)),
            *("-of", "csv=p=0", "-show_entries", "packet=flags"),
        )
    except ProbeError:
        return 0
    return sum(line.startswith("K") for line in outcome.output.split())


def _ask(path: Path, stream: int, *arguments: str) -> list[Packet]:
    try:
        outcome = ask_ffprobe(
            path,
            SCAN_LIMITS,
            *arguments,
            *("-select_streams", str(stream), "-of", "csv=p=0"),
            *("-show_entries", "packet=pts_time,size,pos,flags"),
        )
    except ProbeError:
        return []
    lines = outcome.output.split()
    found = [match for line in lines if (match := PACKET.match(line))]
    if outcome.code != 0 or len(found) < len(lines):
        return []
    return [
        Packet(float(at_s), int(offset), int(size), flags.startswith("K"))
        for at_s, size, offset, flags in (match.groups() for match in found)
    ]
