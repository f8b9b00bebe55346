"""Putting another file beside a recording's own, and asking for it to take its place."""

import contextlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moke.backends.afar import StoreAway
from moke.media.domain.recording import clean_name
from moke.media.domain.rework import is_reworked
from moke.media.domain.trimming import length_ms
from moke.media.enums import UNSETTLED, WANTS_REWORK, Replacing, State
from moke.media.files import (
    adopt_source,
    has_source,
    recordings_storage,
    source_path,
)
from moke.media.models import Deletion, Recording, Replacement, Upload
from moke.media.tasks import replace_recording
from moke.media.trim import Trim

LEAST_IN_COMMON_MS = 1000


def receive_replacement(*, upload: Upload) -> None:
    """Lay a whole upload beside its recording's own file, and have it looked at.

    Harmless when repeated. Raises FileNotFoundError when there is no file to take, `StoreAway`
    when it could not be sent to its bucket. Not for a transaction: that may take minutes.
    """
    recording = upload.recording
    name = source_path(recording.key, upload.pk.hex)
    if Replacement.objects.filter(recording=recording, source=name).exists():
        return
    size_bytes = upload.length_bytes
    if upload.path.exists() or not has_source(name=name, size_bytes=size_bytes):
        adopt_source(path=upload.path, name=name)
    left = _take_over(recording, name, clean_name(upload.said.get("filename", "")), size_bytes)
    if left:
        _let_file_go(left)


@transaction.atomic
def _take_over(recording: Recording, name: str, original_name: str, size_bytes: int) -> str:
    """Make the file the one to decide about; return the name of the one that it makes useless."""
    Recording.objects.select_for_update().get(pk=recording.pk)
    if Deletion.objects.filter(recording=recording).exclude(erased_at=None).exists():
        return name
    before = Replacement.objects.filter(recording=recording).first()
    if before and before.state in WANTS_REWORK:
        return name
    Replacement.objects.update_or_create(
        recording=recording,
        defaults={
            "state": Replacing.LOOKING,
            "source": name,
            "original_name": original_name,
            "size_bytes": size_bytes,
            "length_ms": None,
            "start_ms": 0,
            "problem": "",
            "percent": 0,
            "time_left_s": None,
            "attempt": "",
        },
    )
    replace_recording.enqueue(recording.pk)
    return before.source if before else ""


def check_replacement(*, recording: Recording, start_ms: int) -> Trim:
    """Return what of the recording the new film shows, where it begins at that moment of it.

    Raises ValidationError, by field, where the two would have less than a second in common,
    where no new file waits for its author's word, and where the recording is at work.
    """
    work = Replacement.objects.filter(recording=recording, state=Replacing.CHOOSING).first()
    if work is None or work.length_ms is None:
        raise ValidationError(_("There is no new file to decide about. Please look again."))
    if recording.state != State.READY or is_reworked(recording=recording):
        raise ValidationError(
            _("This recording is being changed already. Please wait until it is.")
        )
    if recording.uploads.filter(finished_at=None).exists():
        raise ValidationError(_("Another file is being uploaded. Please wait for it or cancel it."))
    wanted = Trim(start_ms, start_ms + work.length_ms)
    if not _have_in_common(recording, wanted):
        message = _("So the two films would have nothing in common. Choose less.")
        raise ValidationError({"offset": message})
    return wanted


@transaction.atomic
def ask_to_replace(*, recording: Recording, start_ms: int, source: str) -> None:
    """Have the new file put in the place of the old one; `source` names the one that was meant.

    Raises ValidationError as `check_replacement` does, and where it is another by now.
    """
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    check_replacement(recording=current, start_ms=start_ms)
    meant = Replacement.objects.filter(recording=current, source=source)
    if not meant.update(
        state=Replacing.WAITING, start_ms=start_ms, problem="", changed_at=timezone.now()
    ):
        raise ValidationError(_("Another file has come meanwhile. Please look again."))
    replace_recording.enqueue(current.pk)


@transaction.atomic
def retry_replacement(*, recording: Recording) -> bool:
    """Try once more what failed; return whether there was reason to."""
    failed = Replacement.objects.filter(recording=recording, state=Replacing.FAILED)
    work = failed.exclude(source="", old_source="").first()
    if work is None:
        return False
    state = _state_to_go_on(work)
    failed.update(state=state, problem="", percent=0, time_left_s=None)
    replace_recording.enqueue(recording.pk)
    return True


def _state_to_go_on(work: Replacement) -> Replacing:
    """Where to go on: what is in place has only the old files to let go."""
    if work.attempt:
        return Replacing.WAITING
    if work.length_ms is None:
        return Replacing.LOOKING
    # The recording may have been cut since.
    wanted = Trim(work.start_ms, work.start_ms + work.length_ms)
    return Replacing.WAITING if _have_in_common(work.recording, wanted) else Replacing.CHOOSING


def _have_in_common(recording: Recording, wanted: Trim) -> bool:
    common_ms = min(wanted.end_ms, length_ms(recording)) - max(wanted.start_ms, 0)
    return common_ms >= LEAST_IN_COMMON_MS


def drop_replacement(*, recording: Recording) -> bool:
    """Throw the new file away, unless it is in place; return whether there was one.

    A worker that is at it ends within seconds. What is published stays as it is. A file in a store
    that is away is left to `check_media`.
    """
    with transaction.atomic():
        current = Recording.objects.select_for_update().get(pk=recording.pk)
        work = Replacement.objects.filter(recording=current).exclude(source="").first()
        if work is None:
            return False
        name = work.source
        if work.moved or work.boxes:  # of a file that was put in place before
            work.source, work.state, work.problem = "", Replacing.DONE, ""
            work.save(update_fields=["source", "state", "problem"])
        else:
            work.delete()
    _let_file_go(name)
    return True


def _let_file_go(name: str) -> None:
    with contextlib.suppress(StoreAway):
        recordings_storage().delete(name)


def resume_replacements() -> int:
    """Ask again for all new files that are to be looked at or put in place. Harmless."""
    waiting = Replacement.objects.filter(state__in=UNSETTLED)
    ids = list(waiting.values_list("recording_id", flat=True))
    for recording_id in ids:
        replace_recording.enqueue(recording_id)
    return len(ids)
