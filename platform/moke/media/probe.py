"""Looking at a file that a stranger sent, before anything is done with it."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from django.conf import settings

from moke.media.colours import HDR_TRANSFERS, USUAL, Colours, colours_of
from moke.media.enums import Problem
from moke.media.problems import ProbeError
from moke.media.sandbox import INPUT_GUARDS, MAX_PICTURE_PX, Limits, Outcome, OutOfTime, run
from moke.media.sniff import find_trap, is_mp4
from moke.media.stamp import possible_starts

GIB = 1024**3
LIMITS = Limits(memory_bytes=2 * GIB, cpu_s=60, wall_s=90, file_bytes=16 * 1024**2)
SCAN_LIMITS = Limits(memory_bytes=2 * GIB, cpu_s=600, wall_s=900, file_bytes=16 * 1024**2)
MIN_DURATION_S = 1.0
MIN_FRAMES = 2
# Containers whose index lists every frame: a part of them can be decoded exactly, and the rate
# that they give is the true one.
INDEXED_FORMATS = {"mov"}
# Containers whose index lists only some frames, and not always truly.
SEARCHED_FORMATS = {"matroska", "avi"}
# Containers that say in their index how long they are; others are guessed from the bit rate.
EXACT_FORMATS = {"mov", "matroska", "avi", "flv", "asf", "wav"}
INTERLACED = {"tt", "bb", "tb", "bt"}
TOO_MANY_PIXELS = "exceeds specified max pixel count"
MAX_RATE = 240
GUESSED_RATE = Fraction(25)


@dataclass(frozen=True)
class Video:
    """The picture of a file. `width` and `height` are as seen: turned, with square pixels."""

    index: int
    width: int
    height: int
    fps: Fraction
    """Frames per second on average."""
    tick_rate: Fraction
    """The rate that the frames' times are multiples of; higher than `fps` when it varies."""
    interlaced: bool
    hdr: bool
    start_s: float
    codec: str = ""
    profile: str = ""
    pixel_format: str = ""
    as_seen: bool = True
    """Whether the frames lie in the file as they are seen: not turned, with square pixels."""
    bits_per_s: int = 0
    """On average; 0 where the file does not say it."""
    colours: Colours = USUAL


@dataclass(frozen=True)
class Audio:
    """The sound of a file."""

    index: int
    channels: int
    rate_hz: int
    start_s: float
    codec: str = ""
    profile: str = ""


@dataclass(frozen=True)
class Probe:
    """What a recording's file holds. One of `video` and `audio` is there at least."""

    duration_s: float
    duration_is_exact: bool
    video: Video | None
    audio: Audio | None
    start_s: float = 0.0
    """When the first of its streams begins."""
    has_index: bool = True
    """Whether the container lists every frame."""
    can_be_searched: bool = False
    """Whether a seek may well arrive exactly where it is meant to, once that has been tried."""
    possible_starts: Sequence[datetime] = ()
    """The moments at which it may have begun to be recorded, as `possible_starts` reads them."""


def probe(path: Path) -> Probe:
    """Look at a file. Raises ProbeError with the problem of a file that cannot be used."""
    found = inspect(path)
    if found.duration_s < MIN_DURATION_S:
        raise ProbeError(Problem.TOO_SHORT)
    if found.duration_s > settings.MOKE_MAX_RECORDING_S:
        raise ProbeError(Problem.TOO_LONG)
    return found


def inspect(path: Path) -> Probe:
    """Look at a file of any length. Raises ProbeError as `probe` does."""
    if trap := find_trap(path):
        raise ProbeError(trap)
    found = _ask(path)
    streams = found.get("streams", [])
    video = next((_video(s, found["format"]) for s in streams if _is_moving_picture(s)), None)
    audio = next((_audio(s) for s in streams if s.get("codec_type") == "audio"), None)
    if video is None and audio is None:
        only_stills = any(s.get("codec_type") == "video" for s in streams)
        raise ProbeError(Problem.PICTURE if only_stills else Problem.NO_STREAMS)
    if video and video.width * video.height > MAX_PICTURE_PX:
        raise ProbeError(Problem.TOO_LARGE)
    format_name = found["format"]["format_name"].split(",")[0]
    if video and _frames_of(path, streams, video, format_name) < MIN_FRAMES:
        raise ProbeError(Problem.TOO_SHORT)
    duration_s = float(found["format"].get("duration") or 0) or _scan_duration(path)
    return Probe(
        duration_s=duration_s,
        duration_is_exact=format_name in EXACT_FORMATS,
        video=video,
        audio=audio,
        start_s=float(found["format"].get("start_time") or 0),
        has_index=format_name in INDEXED_FORMATS,
        can_be_searched=format_name in SEARCHED_FORMATS,
        possible_starts=possible_starts(found["format"].get("tags", {}), duration_s),
    )


def ask_ffprobe(path: Path, limits: Limits, *arguments: str) -> Outcome:
    """Run ffprobe under guard on one file, with JSON as its answer."""
    guards = [part for name, value in INPUT_GUARDS.items() for part in (f"-{name}", value)]
    command = ["ffprobe", "-hide_banner", "-v", "error", *guards, "-of", "json", *arguments]
    try:
        return run([*command, "-i", f"file:{path}"], limits)
    except OutOfTime as error:
        raise ProbeError(Problem.UNREADABLE, "ffprobe ran out of time") from error


def _ask(path: Path) -> dict:
    outcome = ask_ffprobe(path, LIMITS, "-show_format", "-show_streams")
    if TOO_MANY_PIXELS in outcome.messages:
        raise ProbeError(Problem.TOO_LARGE)
    found = _parsed(outcome.output)
    if outcome.code == 0 and found.get("format"):
        return found
    why = Problem.CUT_OFF if is_mp4(path) else Problem.NOT_VIDEO
    raise ProbeError(why, outcome.messages[-500:])


def _parsed(answer: str) -> dict:
    """What ffprobe said; nothing where a file made it break off."""
    try:
        return json.loads(answer)
    except ValueError:
        return {}


def _is_moving_picture(stream: dict) -> bool:
    if stream.get("codec_type") != "video" or not stream.get("width"):
        return False
    disposition = stream.get("disposition", {})
    return not (disposition.get("attached_pic") or disposition.get("still_image"))


def _video(stream: dict, container: dict) -> Video:
    width, height = int(stream["width"]), int(stream["height"])
    aspect = _fraction(stream.get("sample_aspect_ratio", "1:1").replace(":", "/")) or Fraction(1)
    if aspect > 1:
        width = round(width * aspect)
    else:
        height = round(height / aspect)
    if _rotation(stream) % 180:
        width, height = height, width
    ticks = _rate(stream.get("r_frame_rate", ""))
    return Video(
        index=stream["index"],
        width=width,
        height=height,
        fps=_average_rate(stream) or ticks or GUESSED_RATE,
        tick_rate=ticks or _average_rate(stream) or GUESSED_RATE,
        interlaced=stream.get("field_order") in INTERLACED,
        hdr=stream.get("color_transfer") in HDR_TRANSFERS,
        start_s=float(stream.get("start_time") or 0),
        codec=stream.get("codec_name", ""),
        profile=stream.get("profile", ""),
        pixel_format=stream.get("pix_fmt", ""),
        as_seen=aspect == 1 and _rotation(stream) == 0,
        bits_per_s=int(stream.get("bit_rate") or container.get("bit_rate") or 0),
        colours=colours_of(stream, width=width, height=height),
    )


def _audio(stream: dict) -> Audio:
    return Audio(
        index=stream["index"],
        channels=int(stream.get("channels") or 1),
        rate_hz=int(stream.get("sample_rate") or 48_000),
        start_s=float(stream.get("start_time") or 0),
        codec=stream.get("codec_name", ""),
        profile=stream.get("profile", ""),
    )


def _rotation(stream: dict) -> int:
    for side_data in stream.get("side_data_list", []):
        if "rotation" in side_data:
            return round(float(side_data["rotation"]) / 90) * 90 % 360
    return 0


def _rate(text: str) -> Fraction | None:
    rate = _fraction(text)
    return rate if rate and 0 < rate <= MAX_RATE else None


def _average_rate(stream: dict) -> Fraction | None:
    """What is above all that cameras do is brought down from there."""
    average = _fraction(stream.get("avg_frame_rate", ""))
    return min(average, Fraction(MAX_RATE)) if average else None


def _fraction(text: str) -> Fraction | None:
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if not match or not int(match[2]):
        return None
    return Fraction(int(match[1]), int(match[2])) or None


def _frames_of(path: Path, streams: list[dict], video: Video, format_name: str) -> int:
    """How many frames there are, as far as that matters; as many as needed where it is unknown."""
    said = next(s for s in streams if s["index"] == video.index).get("nb_frames", "")
    if said.isdigit():
        return int(said)
    if format_name in INDEXED_FORMATS:
        return MIN_FRAMES
    first = ("-read_intervals", f"%+#{MIN_FRAMES}", "-select_streams", str(video.index))
    outcome = ask_ffprobe(path, LIMITS, *first, "-show_entries", "packet=size", "-of", "csv=p=0")
    return len(outcome.output.split()) or MIN_FRAMES


def _scan_duration(path: Path) -> float:
    """Read every packet of a file that does not say how long it is, as browsers record them."""
    outcome = ask_ffprobe(
        path, SCAN_LIMITS, "-show_entries", "packet=pts_time,duration_time", "-of", "csv=p=0"
    )
    ends = [
        sum(float(part) for part in line.split(",") if re.fullmatch(r"-?[\d.]+", part))
        for line in outcome.output.splitlines()
    ]
    return max(ends, default=0) - min(ends, default=0)
