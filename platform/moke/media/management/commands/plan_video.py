from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from moke.media.av1 import IN_AV1, with_av1_as_set
from moke.media.chunks import find_chunks
from moke.media.plan import LEVELS_OF_SETS, Level, plan_encodes, with_av1
from moke.media.probe import probe
from moke.media.problems import RecordingError
from moke.media.report import describe


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Say what a video or audio file holds, what would be made of it, and why."

    def add_arguments(self, parser: ArgumentParser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--level", type=Level, choices=LEVELS_OF_SETS, default=Level.EVERYDAY)
        parser.add_argument("--av1", action="store_true", help=IN_AV1)

    def handle(self, *, file: Path, level: Level, av1: bool, **options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            found = probe(file)
        except RecordingError as error:
            raise CommandError(str(error.problem.label)) from error
        plan = plan_encodes(found, level)
        plan = with_av1(plan) if av1 else with_av1_as_set(plan)
        for line in describe(found, plan, find_chunks(plan, file)):
            self.stdout.write(line)
