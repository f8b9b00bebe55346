"""Deleting a recording that arrived and has no take yet, and restoring it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lessons.models import Take
from moke.media.domain.deletion import delete_recording, restore_recording
from moke.media.domain.upload import cancel_upload
from moke.media.enums import State
from moke.media.models import Recording


@transaction.atomic
def delete_received(*, recording: Recording) -> None:
    """Delete it; as long as it is not erased it can be restored. Twice changes nothing.

    One that is still arriving goes at once, with the upload.
    Raises ValidationError where it belongs to a take: with a take goes more.
    """
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    if Take.objects.filter(recording=current).exists():
        raise ValidationError(_("This recording already belongs to a take."))
    arriving = current.uploads.filter(finished_at=None).first()
    if current.state == State.UPLOADING and arriving:
        cancel_upload(upload=arriving)
    else:
        delete_recording(recording=current)


def restore_received(*, recording: Recording) -> None:
    """Put it back among what arrived. Twice changes nothing.

    Raises ValidationError where it is erased.
    """
    if not restore_recording(recording=recording):
        raise ValidationError(_("This recording was deleted for good and cannot be restored."))
