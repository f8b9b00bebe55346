"""Erasing deleted recordings when their time is up."""

from django.tasks import task

from moke.media.domain.erasing import clear_erased, erase_due


@task
def erase_deleted_recordings() -> None:
    """Erase what is due and remove its files; the worker's schedule runs it every hour."""
    erase_due()
    clear_erased()
