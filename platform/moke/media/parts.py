"""The parts of an encode: its sound, and each chunk of its picture in each rung.

They are made several at once, and each is whole or not there: what a killed worker finished is
not made again.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from moke.media.crew import Piece, Told, run_command
from moke.media.fmp4 import read_fragments
from moke.media.graph import AUDIO_NAME, chunk_command, loudness_command, sound_command
from moke.media.ladder import Rung
from moke.media.plan import Chunk, EncodePlan
from moke.media.sandbox import Limits, run

GIB = 1024**3
MEMORY_BYTES = 8 * GIB
BRIEF = Limits(memory_bytes=MEMORY_BYTES, cpu_s=10, wall_s=30, file_bytes=0)
MIN_WALL_S = 15 * 60
WALL_PER_SECOND = 20
CPU_PER_WALL = 4
FILE_SPARE_BYTES = 64 * 1024**2
LOUDNESS_LUFS = -18.0
SILENCE_LUFS = -60.0
MOST_GAIN_DB = 20.0
HEARD_DB = 0.5
LOUDNESS = re.compile(r"I:\s+(-?[\d.]+) LUFS")


@dataclass(frozen=True)
class Parts:
    """What is made of a source in a folder, and where each of it lies.

    What is not finished lies in a folder of this attempt alone, on the same disk: two workers may
    be at one part without harm, since both make the same of it and put it there whole.
    """

    plan: EncodePlan
    chunks: tuple[Chunk, ...]
    source: Path
    folder: Path
    unfinished: Path

    @property
    def sound(self) -> Path | None:
        """The sound of all rungs; None for a silent recording."""
        return self.folder / f"{AUDIO_NAME}.mp4" if self.plan.sound else None

    def picture(self, rung: Rung, chunk: Chunk) -> Path:
        """A chunk's picture in one rung."""
        return self.folder / _name(rung, chunk)

    def missing(self) -> list[Piece]:
        """The work that is left to do, the sound first: it is the longest piece."""
        pieces = []
        if self.sound and not self.sound.exists():
            pieces.append(Piece(self._make_sound, self.plan.duration_s))
        return [*pieces, *self.pieces_of(self.chunks)]

    def pieces_of(self, chunks: Sequence[Chunk]) -> list[Piece]:
        """The work that is left to do at these chunks."""
        pieces = []
        for chunk in chunks:
            if not all(path.exists() for path in self.pictures(chunk)):
                end_s = self.plan.duration_s if chunk.end_s is None else chunk.end_s
                length_s = max(0.0, end_s - chunk.start_s)
                pieces.append(Piece(partial(self._make_chunk, chunk), length_s, chunk.number))
        return pieces

    def write_list(self, rung: Rung) -> Path:
        """Write down a rung's pictures, in order, as ffmpeg reads such lists.

        It ends before the first that is empty: there the source was cut off.
        """
        lines = ["ffconcat version 1.0"]
        for chunk in self.chunks:
            path = self.picture(rung, chunk)
            if chunk.number and not _holds_picture(path):
                break
            lines.append(f"file {path.name}")
            if chunk.end_s is not None:
                lines.append(f"duration {chunk.end_s - chunk.start_s:.6f}")
        written = self.folder / f"{rung.name}.ffconcat"
        self.unfinished_of(written).write_text("\n".join([*lines, ""]))
        return self.unfinished_of(written).rename(written)

    def unfinished_of(self, path: Path) -> Path:
        """Where a part lies while it is made."""
        return self.unfinished / path.name

    def pictures(self, chunk: Chunk) -> list[Path]:
        """A chunk's picture in all rungs that are encoded."""
        picture = self.plan.picture
        return [self.picture(rung, chunk) for rung in picture.encoded] if picture else []

    def _make_sound(self, told: Told) -> None:
        sound, limits = self.plan.sound, limits_of(self.plan)
        if sound is None or self.sound is None:
            return
        said = run_command(loudness_command(self.plan, sound, self.source), limits, told).messages
        made = self.unfinished_of(self.sound)
        command = sound_command(self.plan, sound, self.source, made, gain_db=_gain_db(said))
        run_command(command, limits, told)
        made.rename(self.sound)

    def _make_chunk(self, chunk: Chunk, told: Told) -> None:
        plan = self._missing_of(chunk)
        paths = [self.picture(rung, chunk) for rung in plan.picture.encoded] if plan.picture else []
        made = [self.unfinished_of(path) for path in paths]
        command = chunk_command(plan, chunk, self.source, made)
        run_command(command, limits_of(plan), told)
        for this, path in zip(made, paths, strict=True):
            this.rename(path)

    def _missing_of(self, chunk: Chunk) -> EncodePlan:
        """The plan with the rungs alone that are not there, where some were kept as they were."""
        picture = self.plan.picture
        if picture is None or picture.copied or not self.plan.is_edited:
            return self.plan
        rungs, twins = (
            tuple(rung for rung in rungs if not self.picture(rung, chunk).exists())
            for rungs in (picture.rungs, picture.twins)
        )
        missing = replace(picture, rungs=rungs, twins=twins)
        return replace(self.plan, picture=missing) if missing.encoded else self.plan


def part_names(plan: EncodePlan, chunks: Sequence[Chunk]) -> list[list[str]]:
    """Return what the parts of each chunk are called."""
    rungs = plan.picture.encoded if plan.picture else ()
    return [[_name(rung, chunk) for rung in rungs] for chunk in chunks]


def _name(rung: Rung, chunk: Chunk) -> str:
    return f"{rung.name}-{chunk.number:05}.mp4"


def parts_name(plan: EncodePlan, source_bytes: int, chunks: Sequence[Chunk]) -> str:
    """Name the folder of an encode's parts after all that they are made from, and by what.

    Parts that ffmpegs of different builds made are never joined.
    """
    facts = repr((_build(), plan, source_bytes, list(chunks)))
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


@cache
def _build() -> str:
    return run(["ffmpeg", "-version"], BRIEF).output


def limits_of(plan: EncodePlan) -> Limits:
    """Return what one command may use up that goes through the whole recording."""
    wall_s = MIN_WALL_S + WALL_PER_SECOND * plan.duration_s
    return Limits(
        memory_bytes=MEMORY_BYTES,
        cpu_s=int(wall_s * CPU_PER_WALL),
        wall_s=wall_s,
        file_bytes=plan.likely_bytes * 2 + FILE_SPARE_BYTES,
    )


def _gain_db(said: str) -> float:
    """By how much to raise a sound whose loudness ffmpeg has measured."""
    found = [float(loudness) for loudness in LOUDNESS.findall(said)]
    if not found or found[-1] < SILENCE_LUFS:
        return 0.0
    gain_db = min(MOST_GAIN_DB, LOUDNESS_LUFS - found[-1])
    return gain_db if abs(gain_db) >= HEARD_DB else 0.0


def _holds_picture(path: Path) -> bool:
    try:
        return bool(read_fragments(path).segments)
    except ValueError:
        return False
