"""An encode plan in words, and what carrying it out has cost, as numbers."""

import resource
import time
from collections.abc import Iterator, Sequence
from typing import Any

from moke.media.plan import Chunk, EncodePlan, Picture
from moke.media.probe import Probe
from moke.media.transcode import Encoded

KBIT = 1000
KIB = 1024
MB = 1_000_000


def describe(found: Probe, plan: EncodePlan, chunks: Sequence[Chunk]) -> Iterator[str]:
    """Say, a line each, what a file holds, what shall be made of it, and why."""
    yield f"{found.duration_s:.1f} s, beginning at {found.start_s:.3f} s"
    if found.video:
        video = found.video
        kind = " ".join(part for part in (video.codec, video.profile, video.pixel_format) if part)
        yield f"picture: {kind}, {video.width}×{video.height}, {float(video.fps):.2f} frames/s"
    if found.audio:
        yield f"sound: {found.audio.codec}, {found.audio.channels} ch, {found.audio.rate_hz} Hz"
    yield ""
    if plan.picture:
        yield from _describe_picture(plan, plan.picture, chunks)
    if plan.sound:
        rate = plan.sound.bits_per_s // KBIT
        yield f"sound: AAC, {plan.sound.channels} ch, {rate} kbit/s, at −18 LUFS"
    yield f"about {plan.likely_bytes / MB:.1f} MB of room are wanted while it is made"


def _describe_picture(plan: EncodePlan, picture: Picture, chunks: Sequence[Chunk]) -> Iterator[str]:
    for rung in plan.rungs:
        is_copied = picture.copied and rung is picture.rungs[0]
        way = "copied: every browser plays it" if is_copied else rung.codec
        most = rung.max_bits_per_s // KBIT
        yield f"{rung.name}: {rung.width}×{rung.height}, {way}, at most {most} kbit/s"
    if plan.has_av1:
        yield "in AV1, too: who watches with a browser that knows it fetches fewer bytes"
    if picture.hindrances:
        yield f"the file's own picture is not copied: {'; '.join(picture.hindrances)}"
    if picture.deinterlace:
        yield "its fields become frames"
    if picture.tone_map:
        yield "its brightness is brought to that of ordinary screens"
    elif picture.colours.differ:
        yield f"its colours are brought from {picture.colours} to BT.709 in limited range"
    if picture.fps:
        yield f"{float(picture.fps):.2f} frames/s are enough"
    yield from _describe_chunks(plan, picture, chunks)


def _describe_chunks(plan: EncodePlan, picture: Picture, chunks: Sequence[Chunk]) -> Iterator[str]:
    segments = sum(len(chunk.keyframes_s) for chunk in chunks)
    if picture.copied and chunks:
        yield f"{segments} segments, which follow the keyframes of the copied picture"
    elif segments:
        yield f"{segments} segments of about {plan.segment_s} s"
    if len(chunks) == 1:
        yield "one chunk: it cannot be cut exactly, or is short"
    elif chunks:
        yield f"{len(chunks)} chunks, each about {plan.duration_s / len(chunks):.0f} s"
    known = [chunk.source_bytes for chunk in chunks if chunk.source_bytes]
    needed = [end - begin for begin, end in known if end is not None]
    if needed:
        yield f"each needs up to {max(needed) / MB:.1f} MB of the file, besides its index"


class Meter:
    """What this process and the commands that it runs use up from now on."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._cpu = self._cpu_s()

    def read(self, encoded: Encoded) -> dict[str, Any]:
        """Return seconds and bytes; `peak_memory_bytes` is of the largest command."""
        own, commands = (now - then for now, then in zip(self._cpu_s(), self._cpu, strict=True))
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return {
            "wall_s": round(time.monotonic() - self._began, 3),
            "cpu_s": round(own + commands, 3),
            "own_cpu_s": round(own, 3),
            "peak_memory_bytes": children.ru_maxrss * KIB,
            "duration_s": encoded.duration_s,
            "warning": encoded.warning,
            "renditions": {made.name: made.size_bytes for made in encoded.renditions},
        }

    def _cpu_s(self) -> tuple[float, float]:
        own, children = (
            resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        return own.ru_utime + own.ru_stime, children.ru_utime + children.ru_stime
