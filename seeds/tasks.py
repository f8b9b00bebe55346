from django.tasks import task

from seeds import sheets
from seeds.reviews import film_lesson

FIRST_OF_ALL = 10
BEHIND_RECORDINGS = -20


@task(priority=BEHIND_RECORDINGS)
def film_demo_lesson(name: str) -> None:
    """Film the lesson of a sheet and let colleagues review it."""
    film_lesson(sheets.lesson(name))
