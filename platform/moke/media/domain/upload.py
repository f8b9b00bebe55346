"""Files on their way to a recording: begun, finished, cancelled, cleared."""

import contextlib
from datetime import datetime, timedelta
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from moke.backends.afar import StoreAway
from moke.media.domain.recording import clean_name, receive_file
from moke.media.domain.replacement import receive_replacement
from moke.media.domain.rework import is_reworked
from moke.media.enums import AWAITING_A_FILE, State
from moke.media.files import SPARE_BYTES, free_bytes
from moke.media.models import Recording, Upload
from moke.media.upload_locks import LOCKS

KEPT_FOR = timedelta(days=7)
REMEMBERED_FOR = timedelta(days=30)


class UploadRefused(Exception):
    """An upload that may not begin: the HTTP status and a sentence for the person."""

    def __init__(self, status: HTTPStatus, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


def begin_upload(
    *, upload_id: UUID, person, metadata: dict[str, str], length_bytes: int | None
) -> Upload:
    """Open an upload for the recording that the metadata names, else for the person's inbox.

    With `replaces` in the metadata the file shall take the place of the recording's own. An
    unfinished upload of the same person for the same recording gives way to it.
    Raises `UploadRefused` where the recording is not theirs to fill, already has its
    file, or the file is too large for the district or the disk.
    """
    clear_stale_uploads()
    if length_bytes is None:
        raise UploadRefused(HTTPStatus.BAD_REQUEST, _("The size of the file must be known."))
    _refuse_by_size(length_bytes)
    with transaction.atomic():
        return _open_upload(upload_id, person, metadata, length_bytes)


def _open_upload(upload_id: UUID, person, metadata: dict[str, str], length_bytes: int) -> Upload:
    replaces = "replaces" in metadata
    recording = _recording_to_fill(person, metadata.get("recording", ""), replaces=replaces)
    for previous in recording.uploads.filter(finished_at=None):
        _remove(previous)
    if not replaces:
        name = clean_name(metadata.get("filename", ""))
        Recording.objects.filter(pk=recording.pk).update(
            state=State.UPLOADING, problem="", original_name=name, size_bytes=length_bytes
        )
    return Upload.objects.create(
        id=upload_id,
        person=person,
        recording=recording,
        metadata=list(metadata.items()),
        length_bytes=length_bytes,
        expires_at=timezone.now() + KEPT_FOR,
    )


def finish_upload(*, upload: Upload) -> None:
    """Hand a whole file to its recording. Harmless when repeated.

    An upload whose bytes were lost from the disk is cancelled, so its client begins anew.
    Raises `UploadRefused` while another process finishes it, and `StoreAway` while the store
    of files cannot be reached: the file stays on this disk until somebody tries again.
    """
    with LOCKS.holding(str(upload.pk)) as is_held:
        if not is_held:
            text = _("The recording is being put away. Please wait a moment.")
            raise UploadRefused(HTTPStatus.LOCKED, text)
        try:
            _hand_over(upload)
        except FileNotFoundError:
            cancel_upload(upload=upload)


def put_uploads_away() -> bool:
    """Finish uploads that arrived whole on this disk; return whether the store took them all."""
    whole = Upload.objects.filter(finished_at=None, offset_bytes=F("length_bytes"))
    for upload in whole:
        if not upload.path.exists():  # but on the disk of another machine
            continue
        try:
            finish_upload(upload=upload)
        except UploadRefused:
            continue
        except StoreAway:
            return False
    return True


def _hand_over(upload: Upload) -> None:
    current = Upload.objects.select_related("recording").filter(pk=upload.pk).first()
    if current is None or current.finished_at or not current.is_whole:
        return
    if not current.length_bytes:
        current.path.parent.mkdir(parents=True, exist_ok=True)
        current.path.touch()
    if "replaces" in current.said:
        receive_replacement(upload=current)
    else:
        receive_file(
            recording=current.recording,
            path=current.path,
            original_name=current.said.get("filename", ""),
            size_bytes=current.length_bytes,
        )
    Upload.objects.filter(pk=current.pk).update(finished_at=timezone.now())


@transaction.atomic
def cancel_upload(*, upload: Upload) -> None:
    """Forget an upload and let its recording wait again; one without a take goes with it."""
    if upload.finished_at:
        upload.path.unlink(missing_ok=True)  # there, where nobody took it
        upload.delete()
        return
    _remove(upload)
    still_waiting = Recording.objects.filter(pk=upload.recording_id, state=State.UPLOADING)
    if upload.said.get("recording"):
        still_waiting.update(state=State.WAITING, original_name="", size_bytes=None)
    else:
        still_waiting.delete()


def clear_stale_uploads(*, at: datetime | None = None) -> int:
    """Finish what is whole, cancel what nobody went on with; return how many were cancelled."""
    now = at or timezone.now()
    Upload.objects.filter(finished_at__lt=now - REMEMBERED_FOR).delete()
    expired = list(Upload.objects.filter(finished_at=None, expires_at__lt=now))
    for upload in expired:
        if upload.is_whole:
            with contextlib.suppress(UploadRefused, StoreAway):
                finish_upload(upload=upload)
        else:
            cancel_upload(upload=upload)
    return len(expired)


def has_its_bytes(*, upload: Upload) -> bool:
    """Whether the bytes that were taken in lie on this machine's disk."""
    try:
        return upload.path.stat().st_size >= upload.offset_bytes
    except FileNotFoundError:
        return not upload.offset_bytes


def _refuse_by_size(length_bytes: int) -> None:
    if length_bytes > settings.MOKE_MAX_UPLOAD_BYTES:
        text = _("The file is larger than %(most)s, the most that can be uploaded.") % {
            "most": filesizeformat(settings.MOKE_MAX_UPLOAD_BYTES)
        }
        raise UploadRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text)
    awaited = sum(
        length - offset
        for length, offset in Upload.objects.filter(finished_at=None).values_list(
            "length_bytes", "offset_bytes"
        )
    )
    if length_bytes + awaited + SPARE_BYTES > free_bytes():
        text = _("The server has no room for this file at the moment. Please tell its operator.")
        raise UploadRefused(HTTPStatus.INSUFFICIENT_STORAGE, text)


def _recording_to_fill(person, key: str, *, replaces: bool) -> Recording:
    if not key and not replaces:
        if not person.is_teacher:
            raise UploadRefused(HTTPStatus.FORBIDDEN, _("Only teachers can upload recordings."))
        return Recording.objects.create(owner=person)
    recording = _find_recording(key)
    if recording is None or not person.has_perm("media.upload_recording", recording):
        if recording is not None and person.has_perm("media.stream_recording", recording):
            text = _("This recording is not yours to upload.")
            raise UploadRefused(HTTPStatus.FORBIDDEN, text)
        raise UploadRefused(HTTPStatus.NOT_FOUND, _("There is no such recording."))
    if replaces:
        _refuse_to_replace(recording)
    elif recording.is_ready or recording.state not in AWAITING_A_FILE:
        text = _("This recording already has its file.")
        raise UploadRefused(HTTPStatus.CONFLICT, text)
    if recording.uploads.filter(finished_at=None).exclude(person=person).exists():
        text = _("Someone else is uploading this recording at the moment.")
        raise UploadRefused(HTTPStatus.CONFLICT, text)
    return recording


def _refuse_to_replace(recording: Recording) -> None:
    if not recording.is_whole:
        text = _("The file can be replaced once all of it is encoded. Please wait a moment.")
        raise UploadRefused(HTTPStatus.CONFLICT, text)
    if is_reworked(recording=recording):
        text = _("This recording is being changed already. Please wait until it is.")
        raise UploadRefused(HTTPStatus.CONFLICT, text)


def _find_recording(key: str) -> Recording | None:
    try:
        return Recording.objects.select_for_update().filter(key=UUID(key)).first()
    except ValueError:
        return None


def _remove(upload: Upload) -> None:
    upload.path.unlink(missing_ok=True)
    upload.delete()
