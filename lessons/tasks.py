from django.tasks import task

from lessons.domain.collection import publish_what_is_due
from lessons.domain.indexing import index_lessons
from lessons.models import LessonPage


@task
def publish_scheduled_pages() -> None:
    """Publish and unpublish what is due; the worker's schedule runs it every minute."""
    publish_what_is_due()


@task
def index_lessons_of(field: str, pk: int) -> None:
    """Index the lessons of an author or a school anew."""
    index_lessons(lessons=LessonPage.objects.filter(**{field: pk}))
