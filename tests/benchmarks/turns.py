"""Recipes that encode one clip in turn in one run: what each spent, and what it made."""

import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.peers import FPS, Recipe

ROUNDS = 3
EVERY = 10
VMAF = re.compile(r"VMAF score: ([\d.]+)")
AS_IT_IS = "null"
# Recipes give frames times of their own grids, and labels of colours or none; those of one moment
# are to be compared, by the numbers that are there.
IN_STEP = (
    "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709,"
    f"settb=AVTB,setpts='round((PTS-STARTPTS)*TB*{FPS})/({FPS}*TB)'"
)


@dataclass(frozen=True)
class Made:
    """What a recipe spent by median, in seconds, and left of its last round."""

    spent_s: Mapping[str, float]
    vmaf: Mapping[int, float]
    """By the height of the rung, against the clip."""
    kbits: Mapping[int, int]
    """A second, by the height of the rung."""


def moke(*options: str) -> Recipe:
    """Encode as Moke does, by its own command, with these options."""
    return partial(_run_moke, options)


def take_turns(
    recipes: Mapping[str, Recipe],
    clip: Path,
    folder: Path,
    *,
    rungs: tuple[int, ...],
    clip_s: float,
    shown: Mapping[str, str] | None = None,
) -> dict[str, Made]:
    """Let each recipe encode a clip, three times in turn, into folders of their names.

    `shown` gives the filters that make of the clip's picture, by recipe, what it means to show.
    """
    spent = _spend(recipes, clip, folder)
    return {
        name: Made(
            spent[name],
            {
                rung: _vmaf(clip, folder / name / f"{rung}.mp4", (shown or {}).get(name, AS_IT_IS))
                for rung in rungs
            },
            {rung: _kbits(folder / name / f"{rung}.mp4", clip_s) for rung in rungs},
        )
        for name in recipes
    }


def tell(about: str, made: Mapping[str, Made]) -> list[Figure]:
    """What each recipe spent, and the quality and rate of each rung."""
    figures = []
    for name, this in made.items():
        on = f"{about}: {name}"
        figures += [Figure(on, what, round(s, 1), "s") for what, s in this.spent_s.items()]
        for rung in this.vmaf:
            figures.append(Figure(on, f"{rung}: VMAF", this.vmaf[rung]))
            figures.append(Figure(on, f"{rung}: rate", this.kbits[rung], "kbit/s"))
    return figures


def ratio(
    about: str, made: Mapping[str, Made], ours: str, theirs: str, what: str, *, most: float
) -> Figure:
    """What ours spent by what theirs did."""
    value = round(made[ours].spent_s[what] / made[theirs].spent_s[what], 2)
    return Figure(f"{about}: {ours} ÷ {theirs}", what, value, most=most)


def beside(
    about: str, made: Mapping[str, Made], ours: str, theirs: str, *, less_vmaf: float
) -> list[Figure]:
    """Better or as good at every rung, in no more bytes."""
    about, figures = f"{about}: {ours} beside {theirs}", []
    for rung, vmaf in made[ours].vmaf.items():
        gained = round(vmaf - made[theirs].vmaf[rung], 1)
        figures.append(Figure(about, f"{rung}: VMAF gained", gained, least=-less_vmaf))
        share = round(made[ours].kbits[rung] / made[theirs].kbits[rung], 2)
        figures.append(Figure(about, f"{rung}: bytes ÷ theirs", share, most=1.0))
    return figures


def read_report(folder: Path) -> dict:
    """What Moke's own command says of its encode."""
    return json.loads((folder / "report.json").read_text())


def _run_moke(options: tuple[str, ...], clip: Path, folder: Path) -> None:
    command = [sys.executable, "manage.py", "encode_video", clip, folder, *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _spend(recipes: Mapping[str, Recipe], clip: Path, folder: Path) -> dict[str, dict[str, float]]:
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
            if (made / "report.json").exists():
                spent[name]["CPU with the command's start"].append(cpu_s)
                report = read_report(made)
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


def _vmaf(clip: Path, made: Path, shown: str) -> float:
    """VMAF of every tenth frame in 1080 lines, by imageio's ffmpeg, for Debian's has none."""
    from imageio_ffmpeg import get_ffmpeg_exe  # noqa: PLC0415  only the benchmarks install it

    graph = (
        "[0:v]scale='if(lt(iw,ih),1080,1920)':'if(lt(iw,ih),1920,1080)':flags=bicubic"
        f",{IN_STEP}[made];[1:v]{shown},{IN_STEP}[clip];"
        f"[made][clip]libvmaf=n_subsample={EVERY}:n_threads=2"
    )
    command = [get_ffmpeg_exe(), "-nostdin", "-i", made, "-i", clip, "-lavfi", graph]
    said = subprocess.run(
        [*command, "-f", "null", "-"], check=True, capture_output=True, text=True
    ).stderr
    return round(float(VMAF.findall(said)[-1]), 1)


def _kbits(made: Path, clip_s: float) -> int:
    return round(made.stat().st_size * 8 / clip_s / 1000)
