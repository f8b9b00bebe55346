from django.tasks import task

from research.domain.reminder import write_to_reviewers


@task
def write_due_letters() -> None:
    """Write to reviewers who are newly asked or nearly due; the worker's schedule runs it."""
    write_to_reviewers()
