from django.tasks import TaskContext, task

from lessons.models import Take
from moke.accounts.models import User
from research.domain.enclosure_clearing import clear_enclosures
from research.domain.mention_letter import write_to_mentioned
from research.domain.record_clearing import clear_exports
from research.domain.record_making import give_up_export, make_export
from research.domain.record_stills import cut_still
from research.domain.reminder import write_to_reviewers
from research.domain.round_letter import write_of_round
from research.enums import RoundEvent
from research.models import Comment, RecordExport

TRIES = 2


@task(max_attempts=TRIES + 1, takes_context=True)  # type: ignore[call-overload]
def make_record_export(context: TaskContext, export_id: int) -> None:
    """Make the file of a record; after so many tries whoever asked is told that it failed."""
    exports = RecordExport.objects.select_related(
        "lesson__author", "lesson__school", "take", "wanted_by"
    )
    export = exports.filter(pk=export_id).first()
    if export is None or export.is_settled:
        return
    if context.attempt > TRIES:
        give_up_export(export=export)
    else:
        make_export(export=export)


@task
def cut_sketch_still(comment_id: int) -> None:
    """Cut the still that lies under a comment's drawing."""
    drawn = Comment.objects.filter(pk=comment_id, sketch__isnull=False)
    if comment := drawn.select_related("take__recording").first():
        cut_still(comment=comment)


@task
def clear_record_exports() -> None:
    """Remove files of records after their day; the worker's schedule runs it every hour."""
    clear_exports()


@task
def clear_lost_enclosures() -> None:
    """Remove pictures and voice notes of comments that are gone; the schedule runs it daily."""
    clear_enclosures()


@task
def write_of_round_to_reviewers(take_id: int, event: str, by_id: int) -> None:
    """Tell reviewers that their round was extended, closed or opened again."""
    take, by = Take.objects.filter(pk=take_id).first(), User.objects.filter(pk=by_id).first()
    if take and by:
        write_of_round(take=take, event=RoundEvent(event), by=by)


@task
def write_due_letters() -> None:
    """Write to reviewers who are newly asked or nearly due, and to who was spoken to by name.

    The worker's schedule runs it.
    """
    write_to_reviewers()
    write_to_mentioned()
