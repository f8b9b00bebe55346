"""How loud a recording is from end to end, as a small picture beside its poster."""

import re
from math import ceil
from pathlib import Path

import ffmpeg

from moke.media.sandbox import Limits, OutOfTime, run

LIMITS = Limits(memory_bytes=2 * 1024**3, cpu_s=600, wall_s=900, file_bytes=1024**2)
WAVEFORM = "waveform.svg"
BARS = 400
HALF_PX = 50
LEAST_PX = 1  # of a half, so that silence is a line and no gap
LEVEL = re.compile(r"RMS_level=(-?[\d.]+|-inf)")


def make_waveform(sound: Path, *, rate_hz: int, duration_s: float, folder: Path) -> None:
    """Write `waveform.svg`: the root mean square of each of at most 400 equal stretches of sound.

    They stand in proportion to the loudest. Sound that cannot be measured is drawn as silence:
    a recording is not given up for its picture.
    """
    (folder / WAVEFORM).write_text(draw_waveform(measure(sound, rate_hz, duration_s)))


def measure(sound: Path, rate_hz: int, duration_s: float) -> list[float]:
    """Return the levels of the stretches, 0–1 of full scale; [] where they cannot be told."""
    samples = max(1, ceil(rate_hz * duration_s / BARS))
    key = "lavfi.astats.Overall.RMS_level"
    measured = (
        ffmpeg.input(f"file:{sound}", protocol_whitelist="file")["a:0"]
        .filter("aformat", channel_layouts="mono")
        .filter("asetnsamples", n=samples, p=0)
        .filter(
            "astats",
            metadata=1,
            reset=1,
            measure_perchannel="none",
            measure_overall="RMS_level",
        )
        .filter("ametadata", mode="print", key=key, file="-")
        .output("-", format="null")
    )
    try:
        said = run(["ffmpeg", "-nostdin", "-v", "error", *measured.compile()[1:]], LIMITS)
    except OutOfTime:
        return []
    return [10 ** (float(level) / 20) for level in LEVEL.findall(said.output)]


def draw_waveform(levels: list[float]) -> str:
    """Return levels as an SVG of upright bars, which stretches to any width and height."""
    loudest = max(levels, default=0.0) or 1.0
    halves = [max(LEAST_PX, round(HALF_PX * level / loudest)) for level in levels or [0.0]]
    bars = "".join(f"M{n}.5 {HALF_PX - half}v{2 * half}" for n, half in enumerate(halves))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(halves)} {2 * HALF_PX}" '
        f'preserveAspectRatio="none"><path d="{bars}" stroke="#000" stroke-width=".62"/></svg>'
    )
