"""The author's word on a comment."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from moke.accounts.models import User
from research.domain.change import next_change, touch
from research.domain.comment import check_shared
from research.domain.overlap import State, check_unmoved
from research.domain.words import MOST_REASON_CHARACTERS, tidy_words
from research.enums import ACCEPTED, VerdictChoice
from research.models import Answer, Comment, Verdict


@transaction.atomic
def give_verdict(
    *,
    comment: Comment,
    by: User,
    choice: str,
    reason: str = "",
    before: Sequence[State] = (),
) -> Verdict:
    """Adopt a comment, wholly or partly, or not; giving it anew replaces the verdict.

    What the author typed up of colleagues' words is judged like theirs.
    Raises ValidationError, by field, unless `by` wrote the lesson, for a
    private or deleted comment, and for "not adopted" without a reason; Overtaken where another
    verdict was given since `before`. A comment that is no longer adopted loses the answer it was
    given in a later take.
    """
    change = next_change(lesson_id=comment.take.lesson_id)
    comment.refresh_from_db(fields=["deleted_at"])
    check_shared(comment=comment)
    if by.pk != comment.take.lesson.author_id:
        raise ValidationError(_("The author of the lesson judges what colleagues wrote."))
    reason = _check_choice(choice, reason)
    verdict = Verdict.objects.filter(comment=comment).first() or Verdict(comment=comment)
    if (verdict.choice, verdict.reason) == (choice, reason):
        return verdict
    stands = {"choice": verdict.choice, "reason": verdict.reason}
    check_unmoved(stands=stands, before=before)
    verdict.choice, verdict.reason, verdict.given_by = choice, reason, by
    verdict.save()
    if choice not in ACCEPTED:
        Answer.objects.filter(comment=comment).delete()
    touch(comment=comment, change=change)
    return verdict


def _check_choice(choice: str, reason: str) -> str:
    if choice not in VerdictChoice:
        raise ValidationError({"choice": _("Choose one of the three verdicts.")})
    reason = tidy_words(words=reason, field="reason", most=MOST_REASON_CHARACTERS)
    if choice == VerdictChoice.NOT_ADOPTED and not reason:
        raise ValidationError({"reason": _("Say in a line why you do not adopt it.")})
    return reason
