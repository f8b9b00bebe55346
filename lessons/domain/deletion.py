"""Deleting a take: its recording goes, what colleagues wrote about it stays.

Apps that build on lessons follow with the hooks `take_deleted` and `take_restored`: functions of
the take, called in the same transaction. A follower finds in the take by whom it was deleted.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.log_actions import log

from lessons.enums import DeletionReason
from lessons.models import Take
from moke.accounts.models import User
from moke.media.domain.deletion import delete_recording, erase_recording, restore_recording


class TakeDeleted(PermissionDenied):
    """The take was deleted, and the person asking is one who could see it."""

    def __init__(self, take: Take) -> None:
        super().__init__(describe_deletion(take))
        self.take = take


@transaction.atomic
def delete_take(*, take: Take, by: User, reason: str, words: str = "") -> Take:
    """Delete a take: nobody watches it any more, and its number is not given again.

    It can be restored as long as its recording is not erased. Deleting twice changes nothing.
    Raises ValidationError where another reason wants words.
    """
    if reason == DeletionReason.OTHER and not words.strip():
        raise ValidationError({"words": _("Say why in a few words: colleagues read it.")})
    current = _hold(take)
    if current.deleted_at:
        return current
    current.deleted_at, current.deleted_by = timezone.now(), by
    current.deleted_because, current.deletion_words = DeletionReason(reason), words.strip()
    current.save()
    delete_recording(recording=current.recording)
    for follow in hooks.get_hooks("take_deleted"):
        follow(current)
    _note("lessons.delete_take", current, by)
    return current


@transaction.atomic
def restore_take(*, take: Take, by: User) -> Take:
    """Put a deleted take back where it was. Restoring twice changes nothing.

    Raises ValidationError where its recording is erased.
    """
    current = _hold(take)
    if current.deleted_at is None:
        return current
    if not restore_recording(recording=current.recording):
        raise ValidationError(_("This recording was deleted for good and cannot be restored."))
    for follow in hooks.get_hooks("take_restored"):
        follow(current)
    current.deleted_at = current.deleted_by = None
    current.deleted_because = current.deletion_words = ""
    current.save()
    _note("lessons.restore_take", current, by)
    return current


@transaction.atomic
def erase_take(*, take: Take, by: User) -> None:
    """Erase a deleted take's recording for good, before its time. Twice changes nothing."""
    current = _hold(take)
    if current.deleted_at and not current.recording.deletion.erased_at:
        erase_recording(recording=current.recording)
        _note("lessons.erase_take", current, by)


def describe_deletion(take: Take) -> str:
    """Say in a sentence who deleted the take, when and why."""
    values = {
        "number": take.number,
        "name": take.deleted_by,
        "day": date_format(timezone.localdate(take.deleted_at), "DATE_FORMAT"),
        "reason": _reason_of(take),
    }
    return _("%(name)s deleted take %(number)s on %(day)s. Reason: %(reason)s") % values


def _reason_of(take: Take) -> str:
    label, words = str(DeletionReason(take.deleted_because).label), take.deletion_words
    if take.deleted_because == DeletionReason.OTHER or not words:
        return words or label
    return _("%(reason)s (%(words)s)") % {"reason": label, "words": words}


def _hold(take: Take) -> Take:
    takes = Take.objects.select_related("lesson__author", "recording", "deleted_by")
    return takes.select_for_update(of=("self",)).get(pk=take.pk)


def _note(action: str, take: Take, by: User) -> None:
    log(instance=take.lesson, action=action, user=by, data={"take": take.number})
