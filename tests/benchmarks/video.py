"""The whole job beside what other platforms do with the same recording, at what quality.

Recipes take turns in one run; medians are told. Quality is VMAF of every tenth frame at 1080p
against the source, by the ffmpeg of `imageio-ffmpeg`, since Debian's has no libvmaf.
"""

import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from functools import partial
from pathlib import Path

from PIL import Image

from seeds.slides import draw_slide
from tests.benchmarks.figures import Figure
from tests.benchmarks.peers import RUNGS, Recipe, run_mediacms, run_peertube
from tests.clips import run_ffmpeg

OURS = ("everyday", "showcase")
CLIP_S = 30
ROUNDS = 3
EVERY = 10
MOST_MEMORY_MB = 256
MOST_OWN_SHARE = 0.02
VMAF = re.compile(r"VMAF score: ([\d.]+)")
WORDS = "《树和喜鹊》|从前，这里只有一棵树，树上只有一个鸟窝，|鸟窝里只有一只喜鹊。"


def measure_video() -> list[Figure]:
    """Encode a classroom of 30 s as Moke, PeerTube and MediaCMS do, three times in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = film_classroom(folder)
        recipes = {
            **{level: partial(_run_moke, level) for level in OURS},
            "PeerTube": run_peertube,
            "MediaCMS": run_mediacms,
        }
        spent = _take_turns(recipes, clip, folder)
        qualities = {
            name: {height: _vmaf(clip, folder / name / f"{height}.mp4") for height in RUNGS}
            for name in recipes
        }
        sizes = {
            name: {height: _kbits(folder / name / f"{height}.mp4") for height in RUNGS}
            for name in recipes
        }
        report = _report(folder / "everyday")
    return [
        *_told(spent, qualities, sizes),
        *_ratios(spent),
        *_beside("everyday", "PeerTube", qualities, sizes, less_vmaf=0.5),
        *_beside("showcase", "MediaCMS", qualities, sizes, less_vmaf=0.0),
        Figure(
            "everyday",
            "memory of its largest process",
            round(report["peak_memory_bytes"] / 1024**2),
            "MB",
            most=MOST_MEMORY_MB,
        ),
        Figure(
            "everyday",
            "Python's share of CPU",
            round(report["own_cpu_s"] / report["cpu_s"], 3),
            most=MOST_OWN_SHARE,
        ),
    ]


def film_classroom(folder: Path) -> Path:
    """Film a board as a hand-held phone would: 1080p30, unsteady, with the noise of a sensor."""
    board = Image.new("RGB", (2240, 1260), (96, 88, 80))
    board.paste(draw_slide(WORDS, 3, first=True).resize((1720, 968)), (120, 90))
    board.save(folder / "board.png")
    clip = folder / "clip.mp4"
    shake = "crop=1920:1080:x='160+60*sin(t*1.3)+9*sin(t*9)':y='90+40*sin(t*0.9)+7*sin(t*11)'"
    run_ffmpeg(
        *("-loop", "1", "-framerate", "30", "-i", folder / "board.png"),
        *("-f", "lavfi", "-i", "testsrc2=size=420x700:rate=30"),
        *("-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000"),
        "-filter_complex",
        f"[1:v]gblur=sigma=6[person];[0:v][person]overlay=x='1500+160*sin(t*0.7)':y=420[room];"
        f"[room]{shake},noise=alls=7:allf=t,format=yuv420p[picture]",
        *("-map", "[picture]", "-map", "2:a", "-t", str(CLIP_S), "-c:v", "libx264"),
        *("-preset", "veryfast", "-b:v", "5400k", "-maxrate", "7M", "-bufsize", "10M", "-g", "30"),
        *("-c:a", "aac", "-movflags", "+faststart", clip),
    )
    return clip


def _run_moke(level: str, clip: Path, folder: Path) -> None:
    command = [sys.executable, "manage.py", "encode_video", clip, folder, "--level", level]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _report(folder: Path) -> dict:
    return json.loads((folder / "report.json").read_text())


def _take_turns(recipes: dict[str, Recipe], clip: Path, folder: Path) -> dict:
    """Return CPU and wall seconds by recipe; the files of the last round stay.

    For Moke it is what the job reports, as a worker would do it, which does not start anew for
    each recording; beside it stands what the whole command took.
    """
    spent: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for at in range(ROUNDS):
        for name, recipe in recipes.items():
            made = folder / name if at == ROUNDS - 1 else Path(tempfile.mkdtemp(dir=folder))
            made.mkdir(exist_ok=True)
            began, cpu = time.perf_counter(), _children_s()
            recipe(clip, made)
            cpu_s, wall_s = _children_s() - cpu, time.perf_counter() - began
            if name in OURS:
                spent[name]["CPU with the command's start"].append(cpu_s)
                report = _report(made)
                cpu_s, wall_s = report["cpu_s"], report["wall_s"]
            spent[name]["CPU"].append(cpu_s)
            spent[name]["wall"].append(wall_s)
    return {
        name: {what: statistics.median(runs) for what, runs in both.items()}
        for name, both in spent.items()
    }


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _vmaf(clip: Path, made: Path) -> float:
    from imageio_ffmpeg import get_ffmpeg_exe  # noqa: PLC0415  only the benchmarks install it

    graph = (
        "[0:v]scale=1920:1080:flags=bicubic,settb=AVTB,setpts=PTS-STARTPTS[made];"
        "[1:v]settb=AVTB,setpts=PTS-STARTPTS[clip];"
        f"[made][clip]libvmaf=n_subsample={EVERY}:n_threads=2"
    )
    command = [get_ffmpeg_exe(), "-nostdin", "-i", made, "-i", clip, "-lavfi", graph]
    said = subprocess.run(
        [*command, "-f", "null", "-"], check=True, capture_output=True, text=True
    ).stderr
    return round(float(VMAF.findall(said)[-1]), 1)


def _kbits(made: Path) -> int:
    return round(made.stat().st_size * 8 / CLIP_S / 1000)


def _told(spent: dict, qualities: dict, sizes: dict) -> list[Figure]:
    figures = []
    for name, both in spent.items():
        figures += [Figure(name, what, round(seconds, 1), "s") for what, seconds in both.items()]
        for height in RUNGS:
            figures.append(Figure(name, f"{height}: VMAF", qualities[name][height]))
            figures.append(Figure(name, f"{height}: rate", sizes[name][height], "kbit/s"))
    return figures


def _ratios(spent: dict) -> list[Figure]:
    limits = (
        ("everyday", "PeerTube", "CPU", 0.42),
        ("everyday", "PeerTube", "wall", 0.38),
        ("everyday", "MediaCMS", "CPU", 0.16),
        ("showcase", "MediaCMS", "CPU", 0.8),
    )
    return [
        Figure(
            f"{ours} ÷ {theirs}", what, round(spent[ours][what] / spent[theirs][what], 2), most=most
        )
        for ours, theirs, what, most in limits
    ]


def _beside(
    ours: str, theirs: str, qualities: dict, sizes: dict, *, less_vmaf: float
) -> list[Figure]:
    """Better or as good at every rung, in no more bytes."""
    about = f"{ours} beside {theirs}"
    figures = []
    for height in RUNGS:
        gained = round(qualities[ours][height] - qualities[theirs][height], 1)
        figures.append(Figure(about, f"{height}: VMAF gained", gained, least=-less_vmaf))
        bytes_ratio = round(sizes[ours][height] / sizes[theirs][height], 2)
        figures.append(Figure(about, f"{height}: bytes ÷ theirs", bytes_ratio, most=1.0))
    return figures
