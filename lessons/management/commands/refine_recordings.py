from django.core.management.base import BaseCommand
from django.db.models import Q

from lessons.domain.audience import serve_many
from lessons.enums import Visibility
from lessons.models import LessonPage


class Command(BaseCommand):
    help = (
        "Have the recordings of all lessons that are selected or open to everyone encoded for many "
        "viewers, in idle time. Once, after the upgrade that brought it: later lessons ask by "
        "themselves. Harmless when repeated."
    )

    def handle(self, **options):
        lessons = LessonPage.objects.filter(Q(visibility=Visibility.PUBLIC) | ~Q(selected_at=None))
        for lesson in lessons:
            serve_many(lesson=lesson)
        self.stdout.write(f"{len(lessons)} lessons were looked at.")
