"""The sizes that a picture is made in, and in which codec. Pure."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil

from moke.media.probe import Video

LADDER_PX = (1080, 720, 480, 360)
"""Heights of the rungs; for portrait pictures their widths."""
# Most that a rung may take, by its short side, at 30 frames a second.
MAX_BITS_PER_S = {1080: 5_000_000, 720: 2_800_000, 480: 1_400_000, 360: 800_000, 240: 450_000}
# A source this much larger than the rung below it gets a rung of its own size.
WORTH_A_RUNG = 1.15
AV1_SHARE = 0.6
"""How much of that a twin in AV1 may take."""
AV1_LEAST_PX = 64


class Codec(StrEnum):
    """How a rung is encoded."""

    H264 = "H.264"
    AV1 = "AV1"


@dataclass(frozen=True)
class Rung:
    """One size of the picture, named by its short side; in AV1 by its codec, too."""

    name: str
    width: int
    height: int
    max_bits_per_s: int
    codec: Codec = Codec.H264

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height


def ladder_of(video: Video) -> tuple[Rung, ...]:
    """Return the rungs of a picture, largest first: never above its source, even sizes."""
    short = min(video.width, video.height)
    sizes = [size for size in LADDER_PX if size <= short]
    own = min(short, LADDER_PX[0])
    if not sizes or own > sizes[0] * WORTH_A_RUNG:
        sizes.insert(0, own)
    return tuple(_rung(video, size) for size in sizes)


def twins_of(rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """Return the same sizes in AV1, but for those that its encoder finds too small."""
    return tuple(_twin(rung) for rung in rungs if min(rung.size) >= AV1_LEAST_PX)


def limited(rung: Rung) -> Rung:
    """Return the rung with as many bits as its size may take where it is encoded."""
    short_px = min(rung.size)
    most = next(bits for size, bits in reversed(MAX_BITS_PER_S.items()) if size >= short_px)
    return replace(rung, max_bits_per_s=most)


def _rung(video: Video, short_px: int) -> Rung:
    scale = short_px / min(video.width, video.height)
    width, height = _even(video.width * scale), _even(video.height * scale)
    return limited(Rung(str(min(width, height)), width, height, 0))


def _twin(rung: Rung) -> Rung:
    most = int(limited(rung).max_bits_per_s * AV1_SHARE)
    return replace(rung, name=f"{rung.name}-av1", max_bits_per_s=most, codec=Codec.AV1)


def _even(length: float) -> int:
    """Return the nearest even length; of two that are as near the shorter."""
    return max(2, ceil(length / 2 - 0.5) * 2)
