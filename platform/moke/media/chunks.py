"""Where a picture is cut into chunks, and which bytes of its file each of them needs.

MP4's index lists every frame, so any cut can be reached exactly. In Matroska and AVI all packets
are read first, and each seek that a chunk would begin with is tried: a cut that it does not reach
exactly would lose or double frames, so then nothing is cut.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil, inf
from pathlib import Path

from moke.media.matroska import find_clusters
from moke.media.packets import ROUNDED_S, Layout, Packet, scan_packets, seek_packets
from moke.media.plan import SEGMENT_S, Chunk, EncodePlan, Picture, plan_chunks, whole_chunk
from moke.media.sample_table import read_samples

BEFORE_S = 0.001
"""Times that are compared with those of frames lie so much before them, whatever was rounded."""
MOST_WASTE = 2
"""How often the whole film may be decoded in vain: more costs more than several cores gain."""
LEADING_S = 0.5
"""Frames that a keyframe may show before itself are lost after a seek: it goes so much further."""
COPY_GAP_S = 6.5
"""Longest time from keyframe to keyframe in a picture that is copied."""


def find_boundaries(keyframes_s: Sequence[float]) -> list[float] | None:
    """Return where a copied picture's segments begin; None where keyframes are too far apart."""
    gaps_s = (here - before for before, here in pairwise([0.0, *keyframes_s]))
    return None if any(gap_s > COPY_GAP_S for gap_s in gaps_s) else segments_at(keyframes_s)


def find_copied_boundaries(packets: Sequence[Packet]) -> list[float] | None:
    """Return where segments begin if the picture with these packets is copied.

    None where it cannot be: keyframes are too far apart, or a frame is shown before the keyframe
    that it follows.
    """
    keys = [n for n, packet in enumerate(packets) if packet.is_key]
    for begin, end in pairwise([*keys, len(packets)]):
        if min(packet.at_s for packet in packets[begin:end]) < packets[begin].at_s:
            return None
    return find_boundaries([packets[n].at_s - packets[keys[0]].at_s for n in keys])


def seen_at_s(picture: Picture, boundaries_s: Sequence[float]) -> list[float]:
    """Return boundaries that count from the first frame as times of the set.

    The picture may begin a little after the sound: then its first frame alone is shown earlier.
    """
    return [at_s + picture.late_s if n else 0.0 for n, at_s in enumerate(boundaries_s)]


def segments_at(keyframes_s: Sequence[float]) -> list[float]:
    """Return the first keyframe at or after each multiple of a segment's length."""
    boundaries: list[float] = []
    for here in keyframes_s:
        if not boundaries or _segment(here) > _segment(boundaries[-1]):
            boundaries.append(here)
    return boundaries


def _segment(at_s: float) -> int:
    return int((at_s + ROUNDED_S) // SEGMENT_S)


def is_sought(plan: EncodePlan, chunk: Chunk) -> bool:
    """Whether a chunk is read from a moment on: the whole is read through, as it may be damaged."""
    return bool(chunk.keyframes_s) and bool(chunk.number or plan.skip_s)


def seek_s(plan: EncodePlan, chunk: Chunk) -> float:
    """Return the time in the file from which a chunk is read."""
    begin_s = plan.start_s + chunk.start_s
    return begin_s if plan.picture and plan.picture.copied else begin_s - LEADING_S


def find_chunks(
    plan: EncodePlan, source: Path, boundaries_s: Sequence[float] = ()
) -> tuple[Chunk, ...]:
    """Divide the picture of a file into chunks that can each be encoded exactly by itself.

    `boundaries_s` are those of the copied rung.
    """
    picture = plan.picture
    if picture is None or not picture.encoded:
        return ()
    packets: Sequence[Packet] = []
    if plan.has_index:
        packets = read_samples(source, picture.index)
    elif plan.can_be_searched and picture.steady:
        packets = scan_packets(source, picture.index)
        boundaries_s = boundaries_s or _cuts_s(plan, picture, packets)
        if not _is_reached_by_seeks(plan, picture, packets, source, boundaries_s):
            boundaries_s = ()
    chunks = plan_chunks(plan, boundaries_s)
    if not packets:
        return chunks
    groups = None if plan.has_index else find_clusters(source)
    layout = Layout(packets, has_index=plan.has_index, groups=groups or ())
    if not picture.copied and _wasted_s(plan, chunks, layout) > plan.duration_s * MOST_WASTE:
        chunks = (whole_chunk(plan),)
    return chunks if groups == [] else with_bytes(plan, chunks, layout)


def can_be_cut(plan: EncodePlan, source: Path, boundaries_s: Sequence[float]) -> bool:
    """Whether all chunks that begin where a copied picture's segments do can be read exactly."""
    picture = plan.picture
    if picture is None or not boundaries_s:
        return False
    if plan.has_index:
        return True
    packets = scan_packets(source, picture.index)
    return _is_reached_by_seeks(plan, picture, packets, source, boundaries_s)


def _is_reached_by_seeks(
    plan: EncodePlan,
    picture: Picture,
    packets: Sequence[Packet],
    source: Path,
    boundaries_s: Sequence[float],
) -> bool:
    chunks = plan_chunks(plan, boundaries_s)
    seeks_s = [seek_s(plan, chunk) for chunk in chunks if is_sought(plan, chunk)]
    if not seeks_s:
        return picture.copied and bool(packets)
    return _reaches_all(seeks_s, picture, packets, source)


def _wasted_s(plan: EncodePlan, chunks: Sequence[Chunk], layout: Layout) -> float:
    """How much is decoded more than once: much, where keyframes are few."""
    return sum(
        layout.lead_in_s(seek_s(plan, chunk), plan.start_s + chunk.start_s) for chunk in chunks[1:]
    )


def _cuts_s(plan: EncodePlan, picture: Picture, packets: Sequence[Packet]) -> list[float]:
    """Every few seconds, where a frame begins that is kept when a fast rate is calmed."""
    times_s = sorted(packet.at_s - plan.start_s for packet in packets)
    if any(later - earlier <= 0 for earlier, later in pairwise(times_s)):
        return []
    kept_s = times_s[:: _kept_every(picture)]
    cuts_s = [0.0]
    for n in range(1, ceil(plan.duration_s / SEGMENT_S - 0.1)):
        at = bisect_left(kept_s, n * SEGMENT_S - ROUNDED_S)
        if at < len(kept_s) and kept_s[at] > cuts_s[-1]:
            cuts_s.append(kept_s[at])
    return cuts_s


def _kept_every(picture: Picture) -> int:
    return max(1, round(picture.rate / picture.fps)) if picture.fps else 1


def _reaches_all(
    seeks_s: Sequence[float], picture: Picture, packets: Sequence[Packet], source: Path
) -> bool:
    """Whether each seek arrives at a keyframe before it, as it was met reading through.

    Seeks are rounded to the clock of the file, which may be as coarse as its frames.
    """
    reached, met = seek_packets(source, picture.index, seeks_s), set(packets)
    rounded_s = BEFORE_S + float(1 / picture.rate / 2)
    return len(reached) == len(seeks_s) and all(
        packet in met and packet.is_key and packet.at_s <= at_s + rounded_s
        for packet, at_s in zip(reached, seeks_s, strict=True)
    )


def with_bytes(plan: EncodePlan, chunks: Sequence[Chunk], layout: Layout) -> tuple[Chunk, ...]:
    """Say of each chunk in which bytes of the file its frames lie, and all between them."""
    counted = []
    for chunk in chunks:
        seek_to_s = seek_s(plan, chunk) if is_sought(plan, chunk) else -inf
        end_s = inf if chunk.end_s is None else plan.start_s + chunk.end_s - BEFORE_S
        counted.append(replace(chunk, source_bytes=layout.bytes_between(seek_to_s, end_s)))
    return tuple(counted)
