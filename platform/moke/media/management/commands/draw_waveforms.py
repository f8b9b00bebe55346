from django.core.management.base import BaseCommand

from moke.media.domain.waveform import draw_missing_waveforms


class Command(BaseCommand):
    help = "Draw the waveforms of recordings that were encoded before there were any. Once."

    def handle(self, **options):
        count = draw_missing_waveforms()
        self.stdout.write(f"{count} waveforms were drawn.")
