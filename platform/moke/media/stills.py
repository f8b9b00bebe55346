"""The pictures beside a recording: its poster and the preview that seeking shows."""

from collections.abc import Sequence
from math import ceil
from pathlib import Path

import ffmpeg

from moke.media.colours import AS_JPEG
from moke.media.crew import run_command
from moke.media.names import POSTER
from moke.media.playlist import Tile, Variant, sprite_cues
from moke.media.sandbox import Limits

LIMITS = Limits(memory_bytes=4 * 1024**3, cpu_s=1800, wall_s=1800, file_bytes=64 * 1024**2)
POSTER_PX = 1280
POSTER_FROM_FIRST_S = 60
POSTER_CANDIDATES = 12
SPRITES = "sprites.jpg"
SPRITE_SHORT_PX = 90
MAX_TILES = 400
COLUMNS = 10
JPEG_QUALITY = 4


def make_poster(rungs: Sequence[Variant], folder: Path) -> None:
    """Make `poster.jpg`: the keyframe most like others of the first minute, so not a black one.

    The rungs come largest first.
    """
    rung = rungs[rung_for_poster([(rung.width, rung.height) for rung in rungs])]
    frames = _keyframes(folder / f"{rung.name}.mp4", t=POSTER_FROM_FIRST_S)
    _run(_as_poster(frames.filter("thumbnail", POSTER_CANDIDATES), folder / POSTER))


def rung_for_poster(sizes_px: Sequence[tuple[int, int]]) -> int:
    """Return which of the rungs, largest first, is the smallest that is large enough."""
    enough = [n for n, size in enumerate(sizes_px) if max(size) >= POSTER_PX]
    return enough[-1] if enough else 0


def cut_poster(film: Path, at_s: float, still: Path) -> None:
    """Make a poster of what a film shows at a moment. Raises EncodeError.

    No file is made where there is no picture.
    """
    frames = ffmpeg.input(f"file:{film}", ss=at_s, protocol_whitelist="file")
    _run(_as_poster(frames.video, still))


def make_sprites(rung: Variant, folder: Path) -> None:
    """Make `sprites.jpg` and `sprites.vtt` from the keyframes of a rung that was encoded."""
    segments = rung.indexed.segments
    every = ceil(len(segments) / MAX_TILES)
    scale = SPRITE_SHORT_PX / min(rung.width, rung.height)
    width, height = round(rung.width * scale), round(rung.height * scale)
    count = ceil(len(segments) / every)
    columns = min(COLUMNS, count)
    sheet = (
        _keyframes(folder / f"{rung.name}.mp4")
        .filter("select", f"not(mod(n,{every}))")
        .filter("scale", width, height, **AS_JPEG)
        .filter("tile", f"{columns}x{ceil(count / columns)}")
        .output(f"file:{folder / SPRITES}", vframes=1, **{"q:v": JPEG_QUALITY, "fps_mode": "vfr"})
    )
    _run(sheet)
    tiles = _tiles([segment.duration_s for segment in segments], every, columns, width, height)
    (folder / "sprites.vtt").write_text(sprite_cues(tiles, width, height, SPRITES))


def _tiles(
    durations_s: list[float], every: int, columns: int, width: int, height: int
) -> list[Tile]:
    tiles, start_s = [], 0.0
    for n, first in enumerate(range(0, len(durations_s), every)):
        end_s = start_s + sum(durations_s[first : first + every])
        row, column = divmod(n, columns)
        tiles.append(Tile(start_s, end_s, column * width, row * height))
        start_s = end_s
    return tiles


def _as_poster(frames, still: Path):
    fitting = f"min({POSTER_PX},iw)", f"min({POSTER_PX},ih)"
    scaled = frames.filter("scale", *fitting, force_original_aspect_ratio="decrease", **AS_JPEG)
    return scaled.output(f"file:{still}", vframes=1, **{"q:v": JPEG_QUALITY})


def _keyframes(path: Path, **options):
    return ffmpeg.input(f"file:{path}", skip_frame="nokey", protocol_whitelist="file", **options)


def _run(still) -> None:
    command = ["ffmpeg", "-nostdin", "-y", "-v", "error", *still.compile()[1:]]
    run_command(command, LIMITS, lambda output: None)
