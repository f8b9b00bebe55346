from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from moke.backends.afar import StoreAway
from moke.media.domain.reconcile import Finding, find_faults, repair
from moke.media.problems import RecordingError


class Command(BaseCommand):
    help = (
        "Compare the files of recordings with the database: what is missing, damaged, or nobody's. "
        "Fails where something is left to do."
    )

    def add_arguments(self, parser: ArgumentParser):
        parser.add_argument(
            "--repair",
            action="store_true",
            help="remove what belongs to nobody, encode again what is missing or damaged",
        )
        parser.add_argument(
            "--deep",
            action="store_true",
            help="read every encoded file and compare its checksum, not only its size",
        )

    def handle(self, **options):
        try:
            found = list(find_faults(reads_all=options["deep"]))
            left = [finding for finding in found if not self._settle(finding, options["repair"])]
        except StoreAway as error:
            raise CommandError("The store of files is away. Please try again later.") from error
        except RecordingError as error:
            raise CommandError(str(error.problem.label)) from error
        if left:
            raise CommandError(f"{len(left)} of {len(found)} findings are left.")
        self.stdout.write(f"{len(found)} findings, none left.")

    def _settle(self, finding: Finding, may_repair: bool) -> bool:
        is_repaired = may_repair and repair(finding)
        said = "repaired" if is_repaired else "left"
        if not finding.can_be_repaired:
            said = "cannot be repaired: the uploaded file is gone"
        self.stdout.write(f"{finding.fault.value:<9} {finding.name}: {said}")
        return is_repaired
