import json
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress, TimeRemainingColumn

from moke.media.av1 import IN_AV1, has_av1_encoder, with_av1_as_set
from moke.media.plan import LEVELS_OF_SETS, EncodePlan, Level, plan_encodes, with_av1
from moke.media.probe import Probe, probe
from moke.media.problems import RecordingError
from moke.media.quality import AV1_ENCODER
from moke.media.report import Meter
from moke.media.transcode import Encoded, encode

REPORT = "report.json"


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Encode a file into an empty folder, as the worker would, without a database."

    def add_arguments(self, parser: ArgumentParser):
        parser.add_argument("file", type=Path)
        parser.add_argument("folder", type=Path)
        parser.add_argument("--level", type=Level, choices=LEVELS_OF_SETS, default=Level.EVERYDAY)
        parser.add_argument(
            "--keep-top",
            action="store_true",
            help="at the showcase level too, keep a picture that browsers play as it lies",
        )
        parser.add_argument("--av1", action="store_true", help=IN_AV1)
        parser.add_argument("--workers", type=int, help="pieces at once, else one a core")

    def handle(
        self,
        *,
        file: Path,
        folder: Path,
        level: Level,
        keep_top: bool,
        av1: bool,
        workers: int | None,
        **options,
    ):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty. Please name a new folder.")
        if av1 and not has_av1_encoder():
            raise CommandError(f"The ffmpeg of this machine has no {AV1_ENCODER}.")
        meter = Meter()
        try:
            plan = self._planned(probe(file), level, keep_top, av1)
            made = self._encode(file, folder, plan, workers)
        except RecordingError as error:
            raise CommandError(str(error.problem.label)) from error
        report = {"level": level.value, **meter.read(made)}
        (folder / REPORT).write_text(json.dumps(report, indent=2))
        if made.warning:
            self.stderr.write(f"Warning: {made.warning}")

    def _planned(self, found: Probe, level: Level, keep_top: bool, av1: bool) -> EncodePlan:
        plan = replace(plan_encodes(found), level=level) if keep_top else plan_encodes(found, level)
        return with_av1(plan) if av1 else with_av1_as_set(plan)

    def _encode(self, file: Path, folder: Path, plan: EncodePlan, workers: int | None) -> Encoded:
        with Progress(*Progress.get_default_columns()[:-1], TimeRemainingColumn()) as shown:
            task = shown.add_task(file.name, total=1.0)
            return encode(
                file,
                folder,
                lambda fraction: shown.update(task, completed=fraction),
                plan=plan,
                at_once=workers,
            )
