from django.core.management.base import BaseCommand

from moke.media.domain.upload import clear_stale_uploads, put_uploads_away


class Command(BaseCommand):
    help = "Finish uploads that are whole and remove those that nobody went on with for a week."

    def handle(self, *args, **options):
        if not put_uploads_away():
            self.stderr.write("The store of files is away; uploads that wait for it stay here.")
        cleared = clear_stale_uploads()
        self.stdout.write(f"Cleared {cleared} unfinished uploads.")
