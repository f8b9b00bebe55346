from django.tasks import task

from seeds import sheets
from seeds.reviews import film_lesson


@task(priority=10)
def film_demo_lesson(name: str) -> None:
    """Film the lesson of a sheet and let colleagues review it."""
    film_lesson(sheets.lesson(name))
