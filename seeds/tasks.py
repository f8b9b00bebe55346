from django.tasks import task

from seeds import sheets
from seeds.reviews import film_lesson
from seeds.topics import load_topics

FIRST_OF_ALL = 10
BEHIND_RECORDINGS = -20


@task(priority=BEHIND_RECORDINGS)
def film_demo_lesson(name: str) -> None:
    """Film the lesson of a sheet, let colleagues review it, and talk about what can be quoted."""
    film_lesson(sheets.lesson(name))
    load_topics(sheets.topics())
