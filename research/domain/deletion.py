"""What becomes of a review whose take is deleted, and restored."""

from lessons.models import Take
from moke.media.models import Recording
from research.domain.enclosure import remove_enclosures
from research.domain.live import end_live
from research.domain.record_clearing import remove_export
from research.domain.round import close_round
from research.models import Comment, LiveLesson, RecordExport, Round


def end_review(take: Take) -> None:
    """Close the round and the live lesson of a deleted take, and drop files that show its stills.

    Runs in the transaction that deletes the take.
    """
    if take.deleted_by:
        close_round(take=take, by=take.deleted_by)
    for live in LiveLesson.objects.running().filter(take=take):
        end_live(live=live)
    for export in RecordExport.objects.filter(lesson=take.lesson_id):
        remove_export(export=export)


def resume_review(take: Take) -> None:
    """Open again the round that the deletion closed; one that was closed before stays so."""
    Round.objects.filter(take=take, closed_at__gte=take.deleted_at).update(
        closed_at=None, closed_by=None
    )


def drop_enclosures(recording: Recording) -> None:
    """Remove the pictures and voices that went with comments on an erased recording.

    They may show or name the very pupils for whose sake it went.
    """
    for comment in Comment.objects.filter(take__recording=recording):
        remove_enclosures(comment=comment)
