"""Figures beside their limits: printed as one table, kept in one file a run."""

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

OUT = Path("var/bench")
CPU_INFO = Path("/proc/cpuinfo")
MEMORY_INFO = Path("/proc/meminfo")


@dataclass(frozen=True)
class Figure:
    """Something measured. `most` or `least` is its limit; without one it is only told."""

    about: str
    what: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def holds(self) -> bool:
        too_much = self.most is not None and self.value > self.most
        too_little = self.least is not None and self.value < self.least
        return not (too_much or too_little)

    @property
    def limit(self) -> str:
        if self.most is not None:
            return f"≤ {self.most:g}"
        return f"≥ {self.least:g}" if self.least is not None else ""


def print_figures(figures: Iterable[Figure]) -> None:
    """Print every figure beside its limit, and whether it holds."""
    figures = list(figures)
    print(f"\n{'page':<26}{'figure':<34}{'value':>10} {'unit':<6}{'limit':>9}  holds")
    about = ""
    for figure in figures:
        shown = figure.about if figure.about != about else ""
        about = figure.about
        mark = ("yes" if figure.holds else "NO") if figure.limit else ""
        print(
            f"{shown:<26}{figure.what:<34}{figure.value:>10g} {figure.unit:<6}"
            f"{figure.limit:>9}  {mark}"
        )
    failed = sum(not figure.holds for figure in figures)
    print(f"\n{len(figures)} figures, {failed} beyond their limits")


def keep_figures(figures: Iterable[Figure]) -> Path:
    """Write the figures with date, machine and revision into a file of their own."""
    OUT.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    record = {
        "at": now.isoformat(timespec="seconds"),
        "revision": _git("rev-parse", "HEAD"),
        "changed": bool(_git("status", "--porcelain")),
        "machine": _machine(),
        "figures": [asdict(figure) | {"holds": figure.holds} for figure in figures],
    }
    path = OUT / f"{now:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False))
    return path


def _machine() -> dict[str, str | int | float]:
    models = [line for line in CPU_INFO.read_text().splitlines() if line.startswith("model name")]
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count() or 0,
        "cpu": models[0].partition(":")[2].strip() if models else platform.machine(),
        "memory": MEMORY_INFO.read_text().splitlines()[0].partition(":")[2].strip(),
        "load": round(os.getloadavg()[0], 2),
    }


def _git(*arguments: str) -> str:
    told = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    return told.stdout.strip()
