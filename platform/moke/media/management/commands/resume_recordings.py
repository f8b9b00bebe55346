from django.core.management.base import BaseCommand

from moke.media.domain.blur import resume_blurrings
from moke.media.domain.caption_draft import resume_drafts
from moke.media.domain.recording import resume_recordings
from moke.media.domain.refinement import resume_refinements
from moke.media.domain.replacement import resume_replacements
from moke.media.domain.trim import resume_trims


class Command(BaseCommand):
    help = "Ask again for recordings that wait or were given up midway. For the start of a worker."

    def handle(self, **options):
        asked = (
            resume_recordings,
            resume_refinements,
            resume_blurrings,
            resume_trims,
            resume_replacements,
            resume_drafts,
        )
        count = sum(resume() for resume in asked)
        self.stdout.write(f"{count} recordings are to be processed.")
