from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from moke.media.web_server import nginx_site


class Command(BaseCommand):
    help = (
        "Print a site of nginx that stands before Moke, speaks TLS and gives the bytes of "
        "recordings itself. It holds a secret: let only root read it."
    )

    def add_arguments(self, parser: ArgumentParser):
        parser.add_argument("host", help="the name that people type: moke.example.org")
        parser.add_argument("--certificate", type=Path, required=True, help="the chain, as PEM")
        parser.add_argument("--key", type=Path, required=True, help="its key, as PEM")
        parser.add_argument(
            "--upstream", default="127.0.0.1:8000", help="where Moke listens (%(default)s)"
        )

    def handle(self, **options):
        try:
            site = nginx_site(
                host=options["host"],
                certificate=options["certificate"],
                certificate_key=options["key"],
                upstream=options["upstream"],
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(site)
