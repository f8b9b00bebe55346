"""Agreeing with a comment."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from moke.accounts.models import User
from research.domain.change import next_change, touch
from research.domain.comment import check_shared
from research.models import Assent, Comment


@transaction.atomic
def set_assent(*, comment: Comment, person: User, agrees: bool) -> None:
    """Say that somebody agrees with a colleague's comment, or no longer; twice changes nothing.

    Raises ValidationError for a private or deleted comment and for one's own.
    """
    change = next_change(lesson_id=comment.take.lesson_id)
    comment.refresh_from_db(fields=["private", "deleted_at"])
    check_shared(comment=comment)
    if person.pk == comment.author_id:
        raise ValidationError(_("This comment is your own."))
    if agrees:
        _assent, is_changed = Assent.objects.get_or_create(comment=comment, person=person)
    else:
        is_changed = bool(Assent.objects.filter(comment=comment, person=person).delete()[0])
    if is_changed:
        touch(comment=comment, change=change)
