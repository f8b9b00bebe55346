"""What is not filmed by a camera in HD: a screen, and a new phone held upright, beside peers."""

import tempfile
from functools import partial
from pathlib import Path

from moke.media.quality import TONE_MAP
from tests.benchmarks.figures import Figure
from tests.benchmarks.films import CLIP_S, PHONE_S, film_screen, film_with_phone
from tests.benchmarks.peers import ALL_RUNGS, RUNGS, run_mediacms, run_peertube
from tests.benchmarks.turns import Made, moke, ratio, take_turns, tell

OURS, PEERS = "everyday", ("PeerTube", "MediaCMS")
MOST_OF_SCREEN = 0.5
MOST_OF_PHONE = 0.45
UPRIGHT = "scale=1080:1920:flags=bicubic"
TONE_MAPPED = ",".join(
    f"{name}={':'.join(f'{key}={value}' for key, value in options.items())}"
    for name, options in TONE_MAP
)


def measure_devices() -> list[Figure]:
    """Encode a screen of 30 s and an upright 4K HDR clip of 6 s, three times in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        recipes = {OURS: moke(), "PeerTube": run_peertube, "MediaCMS": run_mediacms}
        screen = take_turns(recipes, film_screen(folder), folder, rungs=RUNGS, clip_s=CLIP_S)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        recipes = {
            OURS: moke(),
            "PeerTube": partial(run_peertube, clip_s=PHONE_S, upright=True, plays=False),
            "MediaCMS": partial(run_mediacms, upright=True),
        }
        phone = take_turns(
            recipes,
            film_with_phone(folder),
            folder,
            rungs=ALL_RUNGS,
            clip_s=PHONE_S,
            # The peers leave the brightness of HDR as it is, which ordinary screens show as grey.
            shown=dict.fromkeys(PEERS, f"{UPRIGHT},format=yuv420p")
            | {OURS: f"{UPRIGHT},{TONE_MAPPED},format=yuv420p"},
        )
    return [
        *tell("screen", screen),
        *tell("4K HDR phone", phone),
        _beside_better("screen", screen, MOST_OF_SCREEN),
        _beside_better("4K HDR phone", phone, MOST_OF_PHONE),
    ]


def _beside_better(about: str, made: dict[str, Made], most: float) -> Figure:
    better = min(PEERS, key=lambda name: made[name].spent_s["CPU"])
    return ratio(about, made, OURS, better, "CPU", most=most)
