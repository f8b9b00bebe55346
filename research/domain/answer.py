"""Where a later take answers a comment."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lessons.models import Take
from moke.accounts.models import User
from research.domain.change import next_change, touch
from research.domain.comment import check_shared
from research.domain.moment import clip_moment, shift_since
from research.enums import ACCEPTED
from research.models import Answer, Comment, Verdict


@transaction.atomic
def link_answer(
    *, comment: Comment, take: Take, at_ms: int, by: User, zero_ms: int | None = None
) -> Answer:
    """Link the moment of a later take that answers a comment; linking anew replaces it.

    It counts from `zero_ms`, as `shift_since` says.

    Raises ValidationError, by field, unless `by` wrote the lesson and took the comment up,
    for a private or deleted comment, for a take that is not a later one of the same lesson,
    and for a moment outside its recording.
    """
    change = next_change(lesson_id=comment.take.lesson_id)
    comment.refresh_from_db(fields=["deleted_at"])
    check_shared(comment=comment)
    if by.pk != comment.take.lesson.author_id:
        raise ValidationError(_("The author of the lesson links the answer."))
    if not Verdict.objects.filter(comment=comment, choice__in=ACCEPTED).exists():
        raise ValidationError(_("Adopt the comment, wholly or partly, before you answer it."))
    if take.lesson_id != comment.take.lesson_id or take.number <= comment.take.number:
        raise ValidationError({"take": _("A comment is answered in a later take of its lesson.")})
    at_ms += shift_since(take=take, zero_ms=zero_ms)
    at_ms = clip_moment(take=take, at_ms=at_ms, field="at_ms")
    answer = Answer.objects.filter(comment=comment).first() or Answer(comment=comment)
    if (answer.take_id, answer.at_ms) == (take.pk, at_ms):
        return answer
    answer.take, answer.at_ms, answer.linked_by = take, at_ms, by
    answer.save()
    touch(comment=comment, change=change)
    return answer
