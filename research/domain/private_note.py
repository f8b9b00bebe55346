"""Handing private notes to the group: from then on they are comments like others."""

from django.db import transaction

from lessons.models import Take
from moke.accounts.models import User
from research.domain.change import next_change
from research.domain.comment import check_not_deleted
from research.domain.round import check_open
from research.models import Comment


@transaction.atomic
def hand_over_note(*, comment: Comment) -> None:
    """Let colleagues read a private note; one that is shared already stays as it is.

    Raises ValidationError for a deleted note, and where the round on the take is closed.
    """
    change = next_change(lesson_id=comment.take.lesson_id)
    comment.refresh_from_db(fields=["private", "deleted_at"])
    check_not_deleted(comment=comment)
    if not comment.private:
        return
    check_open(take=comment.take, person=comment.author)
    comment.private, comment.change, comment.said_change = False, change, change
    comment.save(update_fields=["private", "change", "said_change"])


@transaction.atomic
def hand_over_notes(*, take: Take, author: User) -> list[int]:
    """Let colleagues read all private notes of somebody on a take, and return their keys.

    Raises ValidationError where the round on the take is closed.
    """
    change = next_change(lesson_id=take.lesson_id)
    check_open(take=take, person=author)
    notes = Comment.objects.filter(take=take, author=author, private=True, deleted_at=None)
    keys = list(notes.values_list("pk", flat=True))
    notes.update(private=False, change=change, said_change=change)
    return keys
