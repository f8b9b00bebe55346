"""Erasing deleted recordings for good: first the database says so, then their files go.

Apps that keep pictures or sounds beside a recording drop them with the hook `recording_erased`: a
function of the recording, called in the same transaction.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail import hooks

from moke.backends.afar import StoreAway
from moke.media.domain.sharing import end_sharing
from moke.media.domain.upload import cancel_upload
from moke.media.files import remove_attempts, remove_parts, remove_sources
from moke.media.models import CaptionDraft, Deletion, Recording, Replacement
from moke.media.upload_locks import LOCKS


def erase_due(*, at: datetime | None = None) -> int:
    """Take the way back from the recordings whose time is up; return how many.

    Their files go with `clear_erased`.
    """
    now = at or timezone.now()
    due = Deletion.objects.filter(erased_at=None, erase_at__lte=now)
    return sum(_erase(pk, now) for pk in due.values_list("pk", flat=True))


def clear_erased() -> int:
    """Remove the files of what is erased; return how many recordings are cleared now.

    May run twice, and goes on where a killed worker stopped. What lies in a store that is away
    is left for the next time.
    """
    cleared = 0
    left = Deletion.objects.exclude(erased_at=None).filter(is_cleared=False)
    for deletion in left.select_related("recording"):
        try:
            _clear(deletion.recording)
        except StoreAway:
            continue
        cleared += Deletion.objects.filter(pk=deletion.pk).update(is_cleared=True)
    return cleared


@transaction.atomic
def _erase(pk: int, now: datetime) -> bool:
    """Leave of a recording that there was one, and how long it lasted."""
    found = Deletion.objects.select_for_update().filter(pk=pk, erased_at=None, erase_at__lte=now)
    deletion = found.select_related("recording").first()
    if deletion is None:
        return False
    Deletion.objects.filter(pk=pk).update(erased_at=now, attempt="")
    recording = deletion.recording
    recording.renditions.all().delete()
    CaptionDraft.objects.filter(recording=recording).delete()
    Replacement.objects.filter(recording=recording).delete()
    Recording.objects.filter(pk=recording.pk).update(
        source="", original_name="", tracks={}, possible_starts=[], has_waveform=False
    )
    for drop in hooks.get_hooks("recording_erased"):
        drop(recording)
    return True


def _clear(recording: Recording) -> None:
    for upload in recording.uploads.all():
        with LOCKS.holding(str(upload.pk)) as is_held:
            if not is_held:  # it is on its way into the store, and would outlive what is cleared
                raise StoreAway
            cancel_upload(upload=upload)
    end_sharing(recording=recording)
    remove_parts(key=recording.key)
    remove_attempts(key=recording.key, keep=set())
    remove_sources(key=recording.key)
