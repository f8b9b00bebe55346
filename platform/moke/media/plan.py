"""From what a file holds to what shall be made of it. Pure: nothing here touches a file."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from moke.media.probe import Audio, Probe, Video

LADDER_PX = (1080, 720, 480, 360)
"""Heights of the rungs; for portrait pictures their widths."""
# Most that a rung may take, by its short side, at 30 frames a second.
MAX_BITS_PER_S = {1080: 5_000_000, 720: 2_800_000, 480: 1_400_000, 360: 800_000, 240: 450_000}
AUDIO_BITS_PER_S = {1: 80_000, 2: 128_000}
AUDIO_RATES_HZ = (44_100, 48_000)
MAX_FPS = 30
EVEN_FPS = 15
EVEN_SHARE = Fraction(9, 10)
LATE_START_S = 0.1
FAST_FPS = Fraction(31)
SEGMENT_S = 4
# A source this much larger than the rung below it gets a rung of its own size.
WORTH_A_RUNG = 1.15
USUAL_SHARE_OF_PEAK = 0.6


@dataclass(frozen=True)
class Rung:
    """One size of the picture, named by its short side."""

    name: str
    width: int
    height: int
    max_bits_per_s: int


@dataclass(frozen=True)
class Picture:
    """What is done to the picture before it is split into rungs, largest first."""

    index: int
    rungs: tuple[Rung, ...]
    deinterlace: bool
    tone_map: bool
    fps: Fraction | None
    """A constant rate to bring it to; None keeps the frames' own times."""
    steady: bool
    """Frames come evenly. Only then may B-frames be used: they hold back decoding by whole
    frames, and players that overlook edit lists would shift the picture by as much."""


@dataclass(frozen=True)
class Sound:
    """How the sound is encoded. It always begins at zero; gaps become silence."""

    index: int
    channels: int
    rate_hz: int
    bits_per_s: int


@dataclass(frozen=True)
class EncodePlan:
    """All that shall be made of a recording's file. One of picture and sound is there."""

    duration_s: float
    duration_is_exact: bool
    segment_s: int
    picture: Picture | None
    sound: Sound | None

    @property
    def rungs(self) -> tuple[Rung, ...]:
        return self.picture.rungs if self.picture else ()

    @property
    def likely_bytes(self) -> int:
        """How much room the encodes will take, more or less."""
        sound = self.sound.bits_per_s if self.sound else 0
        pictures = sum(rung.max_bits_per_s for rung in self.rungs) * USUAL_SHARE_OF_PEAK
        outputs = max(1, len(self.rungs))
        return int((pictures + sound * outputs) * self.duration_s / 8)


def plan_encodes(found: Probe) -> EncodePlan:
    """Plan the rungs of a recording: never above its source, even sizes, sound with each."""
    starts = [stream.start_s for stream in (found.video, found.audio) if stream]
    return EncodePlan(
        duration_s=found.duration_s,
        duration_is_exact=found.duration_is_exact,
        segment_s=SEGMENT_S,
        picture=_picture(found.video, min(starts)) if found.video else None,
        sound=_sound(found.audio) if found.audio else None,
    )


def _picture(video: Video, first_start_s: float) -> Picture:
    even = video.fps >= EVEN_FPS and video.fps >= video.tick_rate * EVEN_SHARE
    return Picture(
        index=video.index,
        rungs=_rungs(video),
        deinterlace=video.interlaced,
        tone_map=video.hdr,
        fps=_calmer_rate(video),
        steady=even and video.start_s - first_start_s < LATE_START_S,
    )


def _rungs(video: Video) -> tuple[Rung, ...]:
    short = min(video.width, video.height)
    sizes = [size for size in LADDER_PX if size <= short]
    own = min(short, LADDER_PX[0])
    if not sizes or own > sizes[0] * WORTH_A_RUNG:
        sizes.insert(0, own)
    return tuple(_rung(video, size) for size in sizes)


def _rung(video: Video, short_px: int) -> Rung:
    scale = short_px / min(video.width, video.height)
    most = next(bits for size, bits in reversed(MAX_BITS_PER_S.items()) if size >= short_px)
    width, height = _even(video.width * scale), _even(video.height * scale)
    return Rung(str(min(width, height)), width, height, most)


def _even(length: float) -> int:
    """Return the nearest even length; of two that are as near the shorter."""
    return max(2, ceil(length / 2 - 0.5) * 2)


def _calmer_rate(video: Video) -> Fraction | None:
    """Halve what runs at 50 or 60 frames a second; leave all else its own times."""
    if video.fps <= FAST_FPS:
        return None
    fast = video.tick_rate if video.tick_rate > FAST_FPS else video.fps
    return fast / ceil(fast / (MAX_FPS + Fraction(1, 100)))


def _sound(audio: Audio) -> Sound:
    channels = min(audio.channels, 2)
    return Sound(
        index=audio.index,
        channels=channels,
        rate_hz=audio.rate_hz if audio.rate_hz in AUDIO_RATES_HZ else AUDIO_RATES_HZ[1],
        bits_per_s=AUDIO_BITS_PER_S[channels],
    )
