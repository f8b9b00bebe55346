from django.tasks import task

from lessons.domain.collection import publish_what_is_due


@task
def publish_scheduled_pages() -> None:
    """Publish and unpublish what is due; the worker's schedule runs it every minute."""
    publish_what_is_due()
