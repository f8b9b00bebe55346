"""Encoding a recording's file into a set that can be published. The one place to run ffmpeg."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from moke.media.enums import Problem
from moke.media.fmp4 import Fragmented, read_fragments
from moke.media.graph import AUDIO_NAME, encode_command
from moke.media.plan import EncodePlan, plan_encodes
from moke.media.playlist import Variant, master_playlist, media_playlist
from moke.media.probe import probe
from moke.media.problems import EncodeError
from moke.media.sandbox import Limits, Outcome, OutOfTime, run_watched
from moke.media.stills import make_stills

GIB = 1024**3
MEMORY_BYTES = 8 * GIB
MIN_WALL_S = 15 * 60
WALL_PER_SECOND = 20
CPU_PER_WALL = 4
FILE_SPARE_BYTES = 64 * 1024**2
CUT_OFF_S = 1.0
CUT_OFF_SHARE = 0.02
MIN_DURATION_S = 0.9
OUT_TIME = re.compile(rb"out_time_us=(-?\d+)")

Progress = Callable[[float], None]


@dataclass(frozen=True)
class MadeRendition:
    """One file of a finished set, as its Rendition will say."""

    name: str
    width_px: int
    height_px: int
    bits_per_s: int
    codecs: str
    size_bytes: int
    duration_s: float


@dataclass(frozen=True)
class Encoded:
    """A finished set in its folder. Sizes are those of the largest rung, 0 for sound alone."""

    duration_s: float
    width_px: int
    height_px: int
    warning: str
    renditions: tuple[MadeRendition, ...]
    has_sound: bool


def encode(source: Path, folder: Path, on_progress: Progress = lambda fraction: None) -> Encoded:
    """Make the whole set of a file in an empty folder, without any database.

    `on_progress` gets the share that is done, 0–1. Raises ProbeError or EncodeError.
    """
    return transcode(plan_encodes(probe(source)), source, folder, on_progress)


def transcode(plan: EncodePlan, source: Path, folder: Path, on_progress: Progress) -> Encoded:
    """Carry a plan out: renditions, playlists, poster and seek preview, all in `folder`."""
    _run(plan, encode_command(plan, source, folder), on_progress)
    variants = _index(plan, folder)
    for variant in variants:
        text = media_playlist(variant.name, variant.indexed)
        (folder / f"{variant.name}.m3u8").write_text(text)
    # Players that choose for themselves begin with what stands first: the smallest.
    (folder / "master.m3u8").write_text(master_playlist(reversed(variants)))
    if plan.picture:
        make_stills(variants, folder)
    duration_s = round(variants[0].indexed.duration_s, 3)
    return Encoded(
        duration_s=duration_s,
        width_px=variants[0].width,
        height_px=variants[0].height,
        warning=_warning(plan, duration_s),
        renditions=tuple(_made(variant) for variant in variants),
        has_sound=plan.sound is not None,
    )


def _run(plan: EncodePlan, command: list[str], on_progress: Progress) -> None:
    done_s = 0.0

    def follow(output: bytes) -> None:
        nonlocal done_s
        if times := OUT_TIME.findall(output):
            done_s = max(done_s, int(times[-1]) / 1_000_000)
        on_progress(min(1.0, done_s / plan.duration_s))

    try:
        outcome = run_watched(command, _limits(plan), follow)
    except OutOfTime as error:
        raise EncodeError(Problem.TOO_SLOW) from error
    if outcome.code != 0:
        raise EncodeError(_problem(outcome), outcome.messages[-2000:])


def _limits(plan: EncodePlan) -> Limits:
    wall_s = MIN_WALL_S + WALL_PER_SECOND * plan.duration_s
    return Limits(
        memory_bytes=MEMORY_BYTES,
        cpu_s=int(wall_s * CPU_PER_WALL),
        wall_s=wall_s,
        file_bytes=plan.likely_bytes * 2 + FILE_SPARE_BYTES,
    )


def _problem(outcome: Outcome) -> Problem:
    if "No space left on device" in outcome.messages:
        return Problem.NO_SPACE
    return Problem.UNREADABLE


def _index(plan: EncodePlan, folder: Path) -> list[Variant]:
    sizes = [(rung.name, rung.width, rung.height) for rung in plan.rungs] or [(AUDIO_NAME, 0, 0)]
    return [
        Variant(name, width, height, _read(folder / f"{name}.mp4", plan))
        for name, width, height in sizes
    ]


def _read(path: Path, plan: EncodePlan) -> Fragmented:
    try:
        indexed = read_fragments(path)
    except ValueError as error:
        raise EncodeError(_cut_off_or_damaged(plan), str(error)) from error
    if indexed.duration_s < MIN_DURATION_S:
        raise EncodeError(_cut_off_or_damaged(plan), f"{indexed.duration_s:.2f} s decoded")
    return indexed


def _cut_off_or_damaged(plan: EncodePlan) -> Problem:
    return Problem.CUT_OFF if plan.duration_is_exact else Problem.UNREADABLE


def _warning(plan: EncodePlan, duration_s: float) -> str:
    missing_s = plan.duration_s - duration_s
    is_cut_off = missing_s > max(CUT_OFF_S, plan.duration_s * CUT_OFF_SHARE)
    return Problem.CUT_OFF.value if plan.duration_is_exact and is_cut_off else ""


def _made(variant: Variant) -> MadeRendition:
    return MadeRendition(
        name=variant.name,
        width_px=variant.width,
        height_px=variant.height,
        bits_per_s=variant.indexed.peak_bits_per_s,
        codecs=variant.indexed.codecs,
        size_bytes=variant.indexed.size_bytes,
        duration_s=variant.indexed.duration_s,
    )
