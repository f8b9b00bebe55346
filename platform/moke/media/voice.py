"""Short sound that somebody speaks, made into one AAC file that every browser plays."""

from pathlib import Path

import ffmpeg

from moke.media.enums import Problem
from moke.media.probe import inspect
from moke.media.problems import ProbeError
from moke.media.sandbox import INPUT_GUARDS, Limits, OutOfTime, run

LIMITS = Limits(memory_bytes=2 * 1024**3, cpu_s=30, wall_s=45, file_bytes=16 * 1024**2)
BITS_PER_S = 64_000
RATE_HZ = 48_000
LEAST_S = 0.5
OVER_S = 1.0
"""So much more than allowed is let pass: recorders stop a little late."""


def make_voice(source: Path, target: Path, *, most_s: float) -> float:
    """Write the sound of a stranger's file as AAC in MP4 and return how long it is, in seconds.

    Raises ProbeError for what is no sound alone, and for what is shorter than half a second or
    longer than `most_s`, whatever the file says of itself.
    """
    found = inspect(source)
    if found.video or not found.audio:
        raise ProbeError(Problem.NOT_VIDEO, "no sound alone")
    command = _command(source, target, index=found.audio.index, most_s=most_s + 2 * OVER_S)
    try:
        outcome = run(command, LIMITS)
    except OutOfTime as error:
        raise ProbeError(Problem.TOO_SLOW) from error
    if outcome.code or not target.exists():
        raise ProbeError(Problem.UNREADABLE, outcome.messages[-500:])
    made_s = inspect(target).duration_s
    if made_s < LEAST_S:
        raise ProbeError(Problem.TOO_SHORT)
    if made_s > most_s + OVER_S:
        raise ProbeError(Problem.TOO_LONG)
    return made_s


def _command(source: Path, target: Path, *, index: int, most_s: float) -> list[str]:
    sound = ffmpeg.input(f"file:{source}", **INPUT_GUARDS)[str(index)]
    output = ffmpeg.output(
        sound.filter("aresample", **{"async": 1, "first_pts": 0}),
        f"file:{target}",
        format="mp4",
        movflags="+faststart",
        map_metadata=-1,
        map_chapters=-1,
        t=most_s,
        **{"c:a": "aac", "b:a": BITS_PER_S, "ac": 1, "ar": RATE_HZ},
    )
    ahead = ["-nostdin", "-y", "-v", "error", "-filter_threads", "1", "-threads", "1"]
    return ["ffmpeg", *ahead, *output.compile()[1:]]
