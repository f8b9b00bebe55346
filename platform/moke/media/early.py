"""What of a recording can be watched while its set is still made.

Where every browser knows the picture, it is wrapped as it lies: turned, with few keyframes, in
whatever container. Else its keyframes alone are decoded, for a small rung with the whole sound:
they are a small part of a film, and decoding is most of what a rung costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from moke.media.chunks import segments_at
from moke.media.copying import is_heard_as_it_lies, is_seen_as_it_lies
from moke.media.crew import Piece, Progress, Told, run_command, work_off
from moke.media.enums import Problem
from moke.media.graph import chunk_command, copy_command, sound_command
from moke.media.ladder import Rung
from moke.media.packets import count_keyframes
from moke.media.parts import FILE_SPARE_BYTES, limits_of
from moke.media.plan import EncodePlan, Level, whole_chunk
from moke.media.probe import Probe
from moke.media.problems import EncodeError
from moke.media.sandbox import Limits
from moke.media.transcode import Encoded, make_lone_rung, read_rung
from moke.media.write_back import written_back

MOST_BITS_PER_S = 20_000_000
"""Of a picture that is wrapped as it lies: phones film 1080 lines in so much."""
LOOKED_AT_S = 20.0
SPARSE_S = 10
"""Where keyframes lie further apart, as those of screens may, other frames are decoded besides."""
ONLY_KEYFRAMES, ALL_THAT_OTHERS_NEED = "nokey", "noref"


@dataclass(frozen=True)
class Early:
    """A rung that can be there before all others."""

    rung: Rung
    is_wrapped: bool
    """It is the file's own picture; else a glimpse of it."""
    wraps_sound: bool


def plan_early(found: Probe, plan: EncodePlan) -> Sequence[Early]:
    """Return what may be made early, the better first; nothing where the file is not to be seen."""
    picture, video = plan.picture, found.video
    if plan.is_edited or picture is None or video is None:
        return ()
    wraps_sound = found.audio is None or is_heard_as_it_lies(found.audio)
    glimpse = Early(picture.rungs[-1], is_wrapped=False, wraps_sound=wraps_sound)
    if not (is_seen_as_it_lies(video) and 0 < video.bits_per_s <= MOST_BITS_PER_S):
        return (glimpse,)
    name = str(min(video.width, video.height))
    own = Rung(name, video.width, video.height, video.bits_per_s)
    return Early(own, is_wrapped=True, wraps_sound=wraps_sound), glimpse


def make_early(
    plan: EncodePlan, early: Early, source: Path, folder: Path, on_progress: Progress
) -> Encoded:
    """Make a set of one rung in an empty folder.

    Raises EncodeError, and what `on_progress` raises.
    """
    picture, sound = folder / "early-picture.mp4", folder / "early-sound.mp4"
    commands = []
    if not early.is_wrapped:
        hurried = _hurried(plan, early, source)
        commands.append(chunk_command(hurried, whole_chunk(plan), source, [picture]))
    if plan.sound and not early.wraps_sound:
        commands.append(sound_command(plan, plan.sound, source, sound, gain_db=0.0))
    limits, target = _limits(plan, source), folder / f"{early.rung.name}.mp4"
    work_off([Piece(partial(_run, limits, one), plan.duration_s) for one in commands], on_progress)
    command = copy_command(
        plan,
        source,
        target,
        picture_from=None if early.is_wrapped else picture,
        sound_from=sound if sound.exists() else None,
    )
    _run(limits, command, written_back(target, lambda output: on_progress(1.0)))
    for made in (picture, sound):
        made.unlink(missing_ok=True)
    indexed = read_rung(target, plan)
    if early.is_wrapped and not indexed.is_closed:
        raise EncodeError(Problem.UNREADABLE, "segments need frames of those before")
    gathered = indexed.gathered(segments_at(indexed.starts_s))
    return replace(make_lone_rung(plan, early.rung, gathered, folder), warning="")


def _hurried(plan: EncodePlan, early: Early, source: Path) -> EncodePlan:
    """The plan of a glimpse: the smallest rung of as few frames as tell what happens."""
    picture = plan.picture
    if picture is None:
        return plan
    seen_s = min(LOOKED_AT_S, plan.duration_s)
    is_sparse = count_keyframes(source, picture.index, seen_s) < seen_s / SPARSE_S
    glimpse = replace(
        picture,
        rungs=(early.rung,),
        twins=(),
        copied=False,
        deinterlace=False,
        steady=False,
        fps=picture.fps if is_sparse else None,
        skips=ALL_THAT_OTHERS_NEED if is_sparse else ONLY_KEYFRAMES,
    )
    return replace(plan, level=Level.EARLY, picture=glimpse)


def _limits(plan: EncodePlan, source: Path) -> Limits:
    """What is wrapped may be larger than all that is encoded."""
    limits = limits_of(plan)
    most = max(limits.file_bytes, source.stat().st_size + FILE_SPARE_BYTES)
    return replace(limits, file_bytes=most)


def _run(limits: Limits, command: list[str], told: Told) -> None:
    run_command(command, limits, told)
