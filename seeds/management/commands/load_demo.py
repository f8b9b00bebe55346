"""Load the demo district."""

from django.core.management.base import BaseCommand, CommandParser

from seeds import sheets
from seeds.collections import load_collection
from seeds.observation_forms import load_observation_forms
from seeds.people import load_people
from seeds.plans import find_lesson, load_lesson
from seeds.resources import load_resource
from seeds.reviews import film_lesson
from seeds.tags import load_tags
from seeds.tasks import FIRST_OF_ALL, film_demo_lesson
from seeds.topics import load_topics


class Command(BaseCommand):
    help = (
        "Load the demo district: schools, people, lessons and files. What is there already stays "
        "as it is. Recordings are filmed and encoded by the worker, or with --wait at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--wait", action="store_true", help="film and encode before returning")

    def handle(self, *, wait: bool, **options: object) -> None:
        load_people(sheets.district())
        load_observation_forms(sheets.observation_forms())
        load_tags(sheets.tags())
        for sheet in sheets.resources():
            load_resource(sheet)
        lessons = sheets.lessons()
        first = next(iter(lessons))
        for name, sheet in lessons.items():
            is_new = find_lesson(sheet) is None
            load_lesson(sheet)
            if wait:
                film_lesson(sheet)
            elif is_new:
                _film_later(name, is_first=name == first)
        for sheet in sheets.collections():
            load_collection(sheet)
        load_topics(sheets.topics())


def _film_later(name: str, *, is_first: bool) -> None:
    """The first lesson is wanted at once; the others give way to what people upload."""
    film = film_demo_lesson.using(priority=FIRST_OF_ALL) if is_first else film_demo_lesson
    film.enqueue(name)
