"""The whole job beside what other platforms do with the same recording, at what quality."""

import tempfile
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.films import CLIP_S, film_classroom
from tests.benchmarks.peers import ALL_RUNGS, run_mediacms, run_peertube
from tests.benchmarks.turns import beside, moke, ratio, read_report, take_turns, tell

ABOUT = "classroom"
EVERYDAY, SHOWCASE, TOP_COPIED = "everyday", "showcase", "showcase, top copied"
MOST_MEMORY_MB = 256
MOST_OWN_SHARE = 0.02


def measure_video() -> list[Figure]:
    """Encode a classroom of 30 s as Moke, PeerTube and MediaCMS do, three times in turn."""
    recipes = {
        EVERYDAY: moke(),
        SHOWCASE: moke("--level", "showcase"),
        TOP_COPIED: moke("--level", "showcase", "--keep-top"),
        "PeerTube": run_peertube,
        "MediaCMS": run_mediacms,
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = take_turns(recipes, film_classroom(folder), folder, rungs=ALL_RUNGS, clip_s=CLIP_S)
        report = read_report(folder / EVERYDAY)
    memory_mb = round(report["peak_memory_bytes"] / 1024**2)
    share = round(report["own_cpu_s"] / report["cpu_s"], 3)
    on = f"{ABOUT}: {EVERYDAY}"
    return [
        *tell(ABOUT, made),
        ratio(ABOUT, made, EVERYDAY, "PeerTube", "CPU", most=0.42),
        ratio(ABOUT, made, EVERYDAY, "PeerTube", "wall", most=0.38),
        ratio(ABOUT, made, EVERYDAY, "MediaCMS", "CPU", most=0.16),
        ratio(ABOUT, made, SHOWCASE, "MediaCMS", "CPU", most=0.8),
        ratio(ABOUT, made, TOP_COPIED, "MediaCMS", "CPU", most=0.45),
        *beside(ABOUT, made, EVERYDAY, "PeerTube", less_vmaf=0.5),
        *beside(ABOUT, made, SHOWCASE, "MediaCMS", less_vmaf=0.0),
        Figure(on, "memory of its largest process", memory_mb, "MB", most=MOST_MEMORY_MB),
        Figure(on, "Python's share of CPU", share, most=MOST_OWN_SHARE),
    ]
