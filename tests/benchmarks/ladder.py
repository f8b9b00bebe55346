"""How long the whole ladder of a lesson takes, and that a minute costs the same in long films.

Machines differ, and one differs from hour to hour: so PeerTube's recipe stands beside, on the
clip that the lesson repeats, before and after it.
"""

import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.films import CLIP_S, film_classroom, repeat
from tests.benchmarks.peers import run_peertube
from tests.benchmarks.turns import moke, read_report
from tests.clips import run_ffmpeg

LESSON_MIN = 45
MOST_OF_DURATION = 0.30
MOST_OF_PEER = 0.38
MOST_MEMORY_MB = 256
MOST_FILES = 20
FLAT_MIN = (1, 10, 45, 90)
MOST_UNEVEN = 1.15
SMALL = (
    "-vf",
    "scale=-2:480",
    "-c:v",
    "libx264",
    "-preset",
    "veryfast",
    "-g",
    "60",
    "-c:a",
    "copy",
)


def measure_ladder() -> list[Figure]:
    """Encode a lesson of 45 minutes in 1080p, and films of 1 to 90 minutes in 480p, once each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = film_classroom(folder)
        before_s = _peer_s(clip)
        lesson = _encode(repeat(clip, CLIP_S, LESSON_MIN), folder / "lesson")
        peer_share = (before_s + _peer_s(clip)) / 2 / CLIP_S
        small = folder / "small.mp4"
        run_ffmpeg("-i", clip, *SMALL, small)
        films = {
            minutes: _encode(repeat(small, CLIP_S, minutes), folder / f"{minutes} min")
            for minutes in FLAT_MIN
        }
    per_min = {minutes: film["cpu_s"] / minutes for minutes, film in films.items()}
    about, flat = f"{LESSON_MIN} min of 1080p", "480p, a minute's cost"
    memory_mb = round(max(film["memory_mb"] for film in (lesson, *films.values())))
    share = round(lesson["wall_s"] / (LESSON_MIN * 60), 3)
    uneven = round(max(per_min.values()) / min(per_min.values()), 2)
    return [
        Figure(about, "the ladder ÷ its duration", share, most=MOST_OF_DURATION),
        Figure(about, "PeerTube's recipe ÷ its duration", round(peer_share, 3)),
        Figure(about, "the ladder ÷ it", round(share / peer_share, 2), most=MOST_OF_PEER),
        Figure(about, "CPU", round(lesson["cpu_s"]), "s"),
        Figure(about, "files", lesson["files"], most=MOST_FILES),
        Figure(about, "memory of the largest process", memory_mb, "MB", most=MOST_MEMORY_MB),
        *(
            Figure(flat, f"in {minutes} min", round(s, 2), "CPU s")
            for minutes, s in per_min.items()
        ),
        Figure(flat, "dearest ÷ cheapest", uneven, most=MOST_UNEVEN),
    ]


def _peer_s(clip: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        run_peertube(clip, Path(folder))
        return time.perf_counter() - began


def _encode(film: Path, folder: Path) -> dict[str, float]:
    moke()(film, folder)
    report = read_report(folder)
    film.unlink()
    return {
        "wall_s": report["wall_s"],
        "cpu_s": report["cpu_s"],
        "memory_mb": report["peak_memory_bytes"] / 1024**2,
        "files": sum(path.name != "report.json" for path in folder.iterdir()),
    }
