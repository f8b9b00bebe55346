"""Reading the boxes of fragmented MP4 files that were just encoded.

After ISO/IEC 14496-12. Only what a playlist needs: where the fragments lie, when they
begin, and which codecs the index names.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from moke.media.boxes import body_of, box, boxes, top_boxes

AV1 = "av01"
DEEPEST_PROFILE = 2
OVERHANG_S = 0.5
SAME_MOMENT_S = 0.005
HAS_DATA_OFFSET = 0x1
HAS_FIRST_FLAGS = 0x4
HAS_SAMPLE_DURATION = 0x100
HAS_SAMPLE_OFFSET = 0x800
SAMPLE_FIELDS = (HAS_SAMPLE_DURATION, 0x200, 0x400, HAS_SAMPLE_OFFSET)
HAS_BASE_OFFSET = 0x1
HAS_DESCRIPTION = 0x2
HAS_DEFAULT_DURATION = 0x8


@dataclass(frozen=True)
class Segment:
    """A stretch of a file that plays on its own."""

    duration_s: float
    offset_bytes: int
    size_bytes: int

    @property
    def bits_per_s(self) -> float:
        return self.size_bytes * 8 / self.duration_s


@dataclass(frozen=True)
class Fragmented:
    """An indexed file: the head that sets up a decoder, then segments without gaps."""

    head_bytes: int
    segments: tuple[Segment, ...]
    codecs: str
    size_bytes: int
    is_closed: bool = True
    """Whether each segment shows nothing before its keyframe, which others would be needed for."""

    @property
    def duration_s(self) -> float:
        return sum(segment.duration_s for segment in self.segments)

    @property
    def starts_s(self) -> list[float]:
        """When each segment begins, the first at zero."""
        return list(accumulate((s.duration_s for s in self.segments[:-1]), initial=0.0))

    def gathered(self, boundaries_s: Sequence[float]) -> "Fragmented":
        """Return the same file in longer segments, which begin at the boundaries."""
        groups: list[list[Segment]] = []
        ahead = [at_s - SAME_MOMENT_S for at_s in boundaries_s]
        for start_s, segment in zip(self.starts_s, self.segments, strict=True):
            if len(groups) < len(ahead) and start_s >= ahead[len(groups)]:
                groups.append([])
            groups[-1].append(segment)
        return replace(self, segments=tuple(_merged(group) for group in groups))

    @property
    def peak_bits_per_s(self) -> int:
        """The most that a stretch of about a segment's length takes (RFC 8216, 4.3.4.2)."""
        longest_s = max(segment.duration_s for segment in self.segments)
        whole = [s.bits_per_s for s in self.segments if s.duration_s >= longest_s / 2]
        return round(max(whole))

    @property
    def mean_bits_per_s(self) -> int:
        return round(sum(s.size_bytes for s in self.segments) * 8 / self.duration_s)


def _merged(group: Sequence[Segment]) -> Segment:
    return Segment(
        sum(segment.duration_s for segment in group),
        group[0].offset_bytes,
        sum(segment.size_bytes for segment in group),
    )


@dataclass
class _Fragment:
    offset: int
    size: int
    start_s: float
    end_s: float
    is_closed: bool


def read_fragments(path: Path) -> Fragmented:
    """Index a fragmented MP4. Raises ValueError where it holds no fragment."""
    fragments: list[_Fragment] = []
    moov, head_bytes = b"", 0
    with path.open("rb") as file:
        for kind, offset, size in top_boxes(file):
            if kind == b"moov":
                moov, head_bytes = body_of(file, offset, size), offset + size
            elif kind == b"moof":
                shown = _shown_span(body_of(file, offset, size), _timescales(moov))
                fragments.append(_Fragment(offset, size, *shown))
            elif kind == b"mdat" and fragments:
                fragments[-1].size += size
    if not fragments:
        message = f"{path.name} holds no fragment"
        raise ValueError(message)
    segments = tuple(_segments(fragments))
    is_closed = all(fragment.is_closed for fragment in fragments)
    return Fragmented(head_bytes, segments, _codecs(moov), path.stat().st_size, is_closed)


def parameter_sets(path: Path) -> bytes:
    """Return by which a decoder of the file's picture is set up: avcC or av1C.

    Pictures with the same can be joined as they lie. b"" where there is none.
    """
    with path.open("rb") as file:
        moov = next(
            (body_of(file, at, size) for kind, at, size in top_boxes(file) if kind == b"moov"), b""
        )
    for track in boxes(moov, b"trak"):
        entries = box(track, b"mdia", b"minf", b"stbl", b"stsd")
        if record := _record(entries, b"avcC") or _record(entries, b"av1C"):
            return record
    return b""


def _record(entries: bytes, kind: bytes) -> bytes:
    """Return the body of a box that lies anywhere in the descriptions of samples."""
    at = entries.find(kind)
    if at <= 0:
        return b""
    (size,) = struct.unpack_from(">I", entries, at - 4)
    return entries[at + 4 : at - 4 + size]


def _segments(fragments: list[_Fragment]) -> Iterator[Segment]:
    for this, following in zip(fragments, [*fragments[1:], None], strict=True):
        end_s = following.start_s if following else this.end_s
        yield Segment(end_s - this.start_s, this.offset, this.size)


def _timescales(moov: bytes) -> dict[int, tuple[bool, int]]:
    """Return, by track, whether it is a picture and how many ticks a second has."""
    scales = {}
    for track in boxes(moov, b"trak"):
        header, media = box(track, b"tkhd"), box(track, b"mdia", b"mdhd")
        (track_id,) = struct.unpack_from(">I", header, 20 if header[0] else 12)
        (ticks,) = struct.unpack_from(">I", media, 20 if media[0] else 12)
        scales[track_id] = (box(track, b"mdia", b"hdlr")[8:12] == b"vide", ticks)
    return scales


def _shown_span(moof: bytes, scales: dict[int, tuple[bool, int]]) -> tuple[float, float, bool]:
    """Return when a fragment is first and last shown, and whether first by its first sample.

    Its picture counts where it has one, unless the sound goes on for long after it.
    """
    spans = []
    for track in boxes(moof, b"traf"):
        header, decode_time = box(track, b"tfhd"), box(track, b"tfdt")
        is_picture, ticks = scales[struct.unpack_from(">I", header, 4)[0]]
        (decoded_at,) = struct.unpack_from(">Q" if decode_time[0] else ">I", decode_time, 4)
        starts, ends = [], []
        for duration, offset in _samples(track, _default_duration(header)):
            starts.append(decoded_at + offset)
            ends.append(decoded_at + offset + duration)
            decoded_at += duration
        is_closed = starts[0] == min(starts)
        spans.append((not is_picture, min(starts) / ticks, max(ends) / ticks, is_closed))
    _, start_s, end_s, is_closed = min(spans)
    longest_s = max(span[2] for span in spans)
    return start_s, longest_s if longest_s - end_s > OVERHANG_S else end_s, is_closed


def _default_duration(header: bytes) -> int:
    flags = int.from_bytes(header[1:4])
    if not flags & HAS_DEFAULT_DURATION:
        return 0
    before = 8 + (8 if flags & HAS_BASE_OFFSET else 0) + (4 if flags & HAS_DESCRIPTION else 0)
    return struct.unpack_from(">I", header, before)[0]


def _samples(track: bytes, default_duration: int) -> Iterator[tuple[int, int]]:
    """Yield each sample's duration, and by how much it is shown after it is decoded."""
    for run in boxes(track, b"trun"):
        flags, (count,) = int.from_bytes(run[1:4]), struct.unpack_from(">I", run, 4)
        first = 8 + 4 * bool(flags & HAS_DATA_OFFSET) + 4 * bool(flags & HAS_FIRST_FLAGS)
        fields = [field for field in SAMPLE_FIELDS if flags & field]
        formats = {HAS_SAMPLE_OFFSET: "i" if run[0] else "I"}
        sample = struct.Struct(">" + "".join(formats.get(field, "I") for field in fields))
        for n in range(count):
            values = dict(
                zip(fields, sample.unpack_from(run, first + n * sample.size), strict=True)
            )
            yield (
                values.get(HAS_SAMPLE_DURATION, default_duration),
                values.get(HAS_SAMPLE_OFFSET, 0),
            )


def _codecs(moov: bytes) -> str:
    names = []
    for track in boxes(moov, b"trak"):
        entries = box(track, b"mdia", b"minf", b"stbl", b"stsd")
        if name := video_codec(entries):
            names.append(name)
        elif b"mp4a" in entries:
            names.append("mp4a.40.2")
    return ",".join(names)


def video_codec(entries: bytes) -> str:
    """Return the codec of a picture as browsers ask for it, "" for what is none.

    After ISO/IEC 14496-15 for avcC, AV1-ISOBMFF 2.3 and 5 for av1C.
    """
    if record := _record(entries, b"avcC"):
        return f"avc1.{record[1:4].hex()}"
    if not (record := _record(entries, b"av1C")):
        return ""
    profile, level = record[1] >> 5, record[1] & 0x1F
    tier = "H" if record[2] & 0x80 else "M"
    is_deep, is_deeper = record[2] & 0x40, record[2] & 0x20
    depth = (12 if is_deeper and profile == DEEPEST_PROFILE else 10) if is_deep else 8
    return f"{AV1}.{profile}.{level:02}{tier}.{depth:02}"
