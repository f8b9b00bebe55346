from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from moke.media.av1 import IN_AV1, with_av1_as_set
from moke.media.chunks import can_be_cut, find_chunks, find_copied_boundaries, seen_at_s
from moke.media.packets import scan_packets
from moke.media.plan import LEVELS_OF_SETS, EncodePlan, Level, plan_encodes, with_av1, without_copy
from moke.media.probe import probe
from moke.media.problems import RecordingError
from moke.media.report import describe
from moke.media.sample_table import read_samples


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
        boundaries_s = _copied_boundaries(plan, file)
        plan = plan if boundaries_s else without_copy(plan)
        plan = with_av1(plan) if av1 else with_av1_as_set(plan)
        for line in describe(found, plan, find_chunks(plan, file, boundaries_s)):
            self.stdout.write(line)


def _copied_boundaries(plan: EncodePlan, file: Path) -> Sequence[float]:
    """Where the segments of a copied picture begin; nowhere where none can be."""
    if not (plan.picture and plan.picture.copied):
        return ()
    index = plan.picture.index
    packets = read_samples(file, index) or scan_packets(file, index)
    boundaries_s = seen_at_s(plan.picture, find_copied_boundaries(packets) or ())
    return boundaries_s if can_be_cut(plan, file, boundaries_s) else ()
