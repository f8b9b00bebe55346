"""Why a file's own picture can stay in the set as it lies, or cannot. Pure."""

from collections.abc import Iterator
from enum import StrEnum

from moke.media.ladder import Rung
from moke.media.probe import Audio, Probe, Video

AUDIO_CHANNELS = 2
AUDIO_RATES_HZ = (44_100, 48_000)
# What every browser plays as it lies.
WEB_PROFILES = {"Constrained Baseline", "Baseline", "Main", "High"}
WEB_PIXELS = {"yuv420p", "yuvj420p"}
TOGETHER_S = 0.05
"""By how much picture and sound may begin apart in what is published."""
COPY_FPS = 61
COPY_SHARE = 1.6
"""How much more than a rung may take a picture may that is copied."""


class Hindrance(StrEnum):
    """Why a picture is encoded that might have been copied."""

    CODEC = "it is not H.264"
    PROFILE = "its H.264 is of a profile that not every browser plays"
    PIXELS = "its pixels are not 4:2:0 of 8 bits"
    INTERLACED = "it is interlaced"
    HDR = "it is brighter than ordinary screens"
    FAST = f"it has more than {COPY_FPS} frames a second"
    TURNED = "it is turned, or its pixels are not square"
    SIZE = "it is larger than the largest rung, or has odd sides"
    RATE_UNKNOWN = "its file does not say its bit rate"
    RATE = "it takes more bits a second than a line bears"
    UNEVEN = "its frames come unevenly, or begin late"
    SOUND = "its sound is not AAC that every browser plays"
    NO_INDEX = "its container lists no frames"
    KEYFRAMES = "its keyframes lie too far apart, or show what was before them"
    EDITED = "it is cut, or boxes are burnt in"
    MANY_VIEWERS = "for many viewers all is encoded, better and in fewer bytes"


def hindrances_of(found: Probe, video: Video, top: Rung, *, steady: bool) -> Iterator[Hindrance]:
    """Yield all that keeps the picture from being the largest rung as it lies.

    Its keyframes are not known yet.
    """
    yield from _hindrances_to_see(video)
    hindered = {
        Hindrance.TURNED: not video.as_seen,
        Hindrance.SIZE: (video.width, video.height) != top.size,
        Hindrance.RATE_UNKNOWN: video.bits_per_s <= 0,
        Hindrance.RATE: video.bits_per_s > top.max_bits_per_s * COPY_SHARE,
        Hindrance.UNEVEN: not steady or video.start_s - found.start_s > TOGETHER_S,
        Hindrance.SOUND: found.audio is not None and not is_heard_as_it_lies(found.audio),
        Hindrance.NO_INDEX: not (found.has_index or found.can_be_searched),
    }
    yield from (hindrance for hindrance, is_so in hindered.items() if is_so)


def is_seen_as_it_lies(video: Video) -> bool:
    """Whether every browser plays the picture, if on a fast line, and turned by its matrix."""
    return not tuple(_hindrances_to_see(video))


def is_heard_as_it_lies(audio: Audio) -> bool:
    """Whether every browser plays the sound."""
    return (
        audio.codec == "aac"
        and audio.profile == "LC"
        and audio.channels <= AUDIO_CHANNELS
        and audio.rate_hz in AUDIO_RATES_HZ
    )


def _hindrances_to_see(video: Video) -> Iterator[Hindrance]:
    is_h264 = video.codec == "h264"
    hindered = {
        Hindrance.CODEC: not is_h264,
        Hindrance.PROFILE: is_h264 and video.profile not in WEB_PROFILES,
        Hindrance.PIXELS: video.pixel_format not in WEB_PIXELS,
        Hindrance.INTERLACED: video.interlaced,
        Hindrance.HDR: video.hdr,
        Hindrance.FAST: video.fps > COPY_FPS,
    }
    yield from (hindrance for hindrance, is_so in hindered.items() if is_so)
