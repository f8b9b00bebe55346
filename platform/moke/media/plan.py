"""From what a file holds to what shall be made of it. Pure: nothing here touches a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from math import ceil

from moke.media.blur import Blur
from moke.media.colours import USUAL, Colours
from moke.media.copying import AUDIO_RATES_HZ, WEB_PIXELS, Hindrance, hindrances_of
from moke.media.ladder import Rung, ladder_of, limited, twins_of
from moke.media.probe import Audio, Probe, Video

AUDIO_BITS_PER_S = {1: 80_000, 2: 128_000}
MAX_FPS = 30
EVEN_FPS = 15
EVEN_SHARE = Fraction(9, 10)
LATE_START_S = 0.1
FAST_FPS = Fraction(31)
SEGMENT_S = 4
# Chunks are as long as keeps two cores busy to the end, since each costs about half a second by
# itself, and no longer than is quickly done again.
CHUNKS_WANTED = 4
MOST_CHUNK_S = 60
USUAL_SHARE_OF_PEAK = 0.6
COPIES = 2  # of a copied picture: to play at once, and in the set


class Level(StrEnum):
    """How much effort a recording is worth."""

    EVERYDAY = "everyday"
    """Under review: quickly there, its own picture copied where that can be played."""
    SHOWCASE = "showcase"
    """For many viewers: every rung encoded, better and in fewer bytes."""
    EARLY = "early"
    """To be watched until the set is there: whatever costs least."""


LEVELS_OF_SETS = (Level.EVERYDAY, Level.SHOWCASE)


@dataclass(frozen=True)
class Picture:
    """What is done to the picture before it is split into rungs, largest first."""

    index: int
    rungs: tuple[Rung, ...]
    copied: bool
    """The first rung is the file's own picture, as it lies."""
    rate: Fraction
    """Frames per second of the file."""
    late_s: float
    """By how much it begins after the file."""
    plain: bool
    """Its pixels are those of most files, 4:2:0 of 8 bits."""
    deinterlace: bool
    tone_map: bool
    fps: Fraction | None
    """A constant rate to bring it to; None keeps the frames' own times."""
    steady: bool
    """Frames come evenly. Only then may B-frames be used: they hold back decoding by whole
    frames, and players that overlook edit lists would shift the picture by as much."""
    colours: Colours = USUAL
    """Those of the file."""
    twins: tuple[Rung, ...] = ()
    """The sizes of the rungs in AV1, besides, for players that know it."""
    skips: str = ""
    """Which frames are not even decoded, as ffmpeg's `skip_frame` names them."""
    hindrances: tuple[Hindrance, ...] = field(default=(), compare=False, repr=False)
    """Why it is not copied. Said, not done: parts are the same whatever the reason."""

    @property
    def encoded(self) -> tuple[Rung, ...]:
        """The rungs that are encoded, each codec's largest first."""
        return (*(self.rungs[1:] if self.copied else self.rungs), *self.twins)


@dataclass(frozen=True)
class Sound:
    """How the sound is encoded. It always begins at zero; gaps become silence."""

    index: int
    channels: int
    rate_hz: int
    bits_per_s: int


@dataclass(frozen=True)
class Chunk:
    """A stretch of the picture that is encoded by itself, whole segments long."""

    number: int
    start_s: float
    end_s: float | None
    """None: whatever the file says, to its end."""
    keyframes_s: tuple[float, ...]
    """Where its segments begin, counted from its start; empty: every few seconds."""
    source_bytes: tuple[int, int | None] | None = None
    """From and up to which byte of the file (None: its end) its frames lie, besides the index and
    the first frames of all, which tell how to decode; None: unknown."""


@dataclass(frozen=True)
class EncodePlan:
    """All that shall be made of a recording's file. One of picture and sound is there."""

    level: Level
    start_s: float
    """The time in the file that is zero in what is made."""
    duration_s: float
    duration_is_exact: bool
    has_index: bool
    can_be_searched: bool
    segment_s: int
    picture: Picture | None
    sound: Sound | None
    blurs: tuple[Blur, ...] = ()
    skip_s: float = 0.0
    """So much of the file's beginning is left out, ahead of `start_s`."""
    is_cut_short: bool = False  # what lies behind `duration_s` is left out

    @property
    def is_edited(self) -> bool:
        """Whether it makes other than what the file shows."""
        return bool(self.blurs or self.skip_s or self.is_cut_short)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """All rungs, those in AV1 last."""
        return (*self.picture.rungs, *self.picture.twins) if self.picture else ()

    @property
    def has_av1(self) -> bool:
        return bool(self.picture and self.picture.twins)

    @property
    def likely_bytes(self) -> int:
        """How much room the encodes will take, more or less."""
        sound = self.sound.bits_per_s if self.sound else 0
        encoded = self.picture.encoded if self.picture else ()
        pictures = sum(rung.max_bits_per_s for rung in encoded) * USUAL_SHARE_OF_PEAK
        copied = 0
        if self.picture and self.picture.copied:
            copied = COPIES * self.picture.rungs[0].max_bits_per_s
        outputs = max(1, len(self.rungs))
        return int((pictures + copied + sound * outputs) * self.duration_s / 8)


def plan_encodes(found: Probe, level: Level = Level.EVERYDAY) -> EncodePlan:
    """Plan the rungs of a recording: never above its source, even sizes, sound with each."""
    plan = EncodePlan(
        level=level,
        start_s=found.start_s,
        duration_s=found.duration_s,
        duration_is_exact=found.duration_is_exact,
        has_index=found.has_index,
        can_be_searched=found.can_be_searched,
        segment_s=SEGMENT_S,
        picture=_picture(found, found.video) if found.video else None,
        sound=_sound(found.audio) if found.audio else None,
    )
    return without_copy(plan, Hindrance.MANY_VIEWERS) if level == Level.SHOWCASE else plan


def without_copy(plan: EncodePlan, hindrance: Hindrance = Hindrance.KEYFRAMES) -> EncodePlan:
    """Return the plan with every rung encoded."""
    if not (plan.picture and plan.picture.copied):
        return plan
    rungs = (limited(plan.picture.rungs[0]), *plan.picture.rungs[1:])
    picture = replace(plan.picture, copied=False, rungs=rungs, hindrances=(hindrance,))
    return replace(plan, picture=picture)


def with_av1(plan: EncodePlan) -> EncodePlan:
    """Return the plan with a twin in AV1 of every rung.

    Of all, since players do not change codecs while they play: one alone would be all that they
    have, however fast or slow their line.
    """
    if plan.picture is None:
        return plan
    return replace(plan, picture=replace(plan.picture, twins=twins_of(plan.picture.rungs)))


def without_av1(plan: EncodePlan) -> EncodePlan:
    """Return the plan in H.264 alone."""
    return replace(plan, picture=plan.picture and replace(plan.picture, twins=()))


def plan_chunks(plan: EncodePlan, boundaries: Sequence[float] = ()) -> tuple[Chunk, ...]:
    """Divide the picture that is encoded into chunks of whole segments.

    `boundaries` are those of the copied rung, or frames at which a file without an index can be
    cut. Without them segments have even lengths; what cannot be cut exactly is one chunk.
    """
    picture = plan.picture
    if picture is None or not picture.encoded:
        return ()
    if not boundaries:
        if not (plan.has_index and picture.steady):
            return (whole_chunk(plan),)
        boundaries = _even_boundaries(plan, picture)
    wanted = plan.duration_s / SEGMENT_S / CHUNKS_WANTED
    size = max(1, min(MOST_CHUNK_S // SEGMENT_S, round(wanted)))
    groups = [boundaries[at : at + size] for at in range(0, len(boundaries), size)]
    ends = [group[0] for group in groups[1:]]
    return tuple(
        Chunk(number, group[0], end_s, tuple(at_s - group[0] for at_s in group))
        for number, (group, end_s) in enumerate(zip(groups, [*ends, _end_s(plan)], strict=True))
    )


def whole_chunk(plan: EncodePlan) -> Chunk:
    """Return the one chunk of what cannot be cut exactly: it alone has no keyframes of its own."""
    return Chunk(0, 0.0, _end_s(plan), ())


def _end_s(plan: EncodePlan) -> float | None:
    return plan.duration_s if plan.is_cut_short else None


def _even_boundaries(plan: EncodePlan, picture: Picture) -> list[float]:
    """Every few seconds, where a frame begins."""
    count = max(1, ceil(plan.duration_s / SEGMENT_S - 0.1))
    frames = [round((n * SEGMENT_S - picture.late_s) * picture.rate) for n in range(1, count)]
    return [0.0, *(picture.late_s + float(frame / picture.rate) for frame in frames)]


def _picture(found: Probe, video: Video) -> Picture:
    late_s = video.start_s - found.start_s
    even = video.fps >= EVEN_FPS and video.fps >= video.tick_rate * EVEN_SHARE
    steady = even and late_s < LATE_START_S
    rungs = ladder_of(video)
    hindrances = tuple(hindrances_of(found, video, rungs[0], steady=steady))
    if not hindrances:
        rungs = (replace(rungs[0], max_bits_per_s=video.bits_per_s), *rungs[1:])
    return Picture(
        index=video.index,
        rungs=rungs,
        copied=not hindrances,
        rate=video.fps,
        late_s=late_s,
        plain=video.pixel_format in WEB_PIXELS,
        deinterlace=video.interlaced,
        tone_map=video.hdr,
        fps=_calmer_rate(video),
        steady=steady,
        colours=video.colours,
        hindrances=hindrances,
    )


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
