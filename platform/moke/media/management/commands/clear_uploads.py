from django.core.management.base import BaseCommand

from moke.media.domain.upload import clear_stale_uploads


class Command(BaseCommand):
    help = "Finish uploads that are whole and remove those that nobody went on with for a week."

    def handle(self, *args, **options):
        cleared = clear_stale_uploads()
        self.stdout.write(f"Cleared {cleared} unfinished uploads.")
