"""Bring in the observation forms that a district begins with."""

from django.core.management.base import BaseCommand

from seeds import sheets
from seeds.observation_forms import load_observation_forms


class Command(BaseCommand):
    help = (
        "Add the observation forms that come with Moke, in Chinese and English. A form whose "
        "name is taken stays as it is."
    )

    def handle(self, **options: object) -> None:
        number = load_observation_forms(sheets.observation_forms())
        self.stdout.write(f"{number} new forms.")
