"""Resumable uploads by tus 1.0, on `resumable-upload`.

The library speaks the protocol; what it stores goes to `Upload` rows and files in the data
folder, so owner, offset and expiry are one truth in one transaction. Bodies are handed to it
in pieces, so memory stays flat and a cut connection costs at most the piece under way.
Where its answers differ from the MUSTs of tus 1.0, ours follow the protocol.
"""

import logging
import os
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol
from uuid import UUID

from django.http import UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _
from resumable_upload.server import TusServer
from resumable_upload.storage import Storage

from moke.backends.afar import StoreAway
from moke.media.domain.upload import (
    KEPT_FOR,
    UploadRefused,
    begin_upload,
    cancel_upload,
    finish_upload,
    has_its_bytes,
)
from moke.media.files import NO_ROOM
from moke.media.models import Upload
from moke.media.upload_locks import LOCKS
from moke.media.upload_tasks import ask_to_put_away

PIECE_BYTES = 4 * 1024**2
CONTENT_TYPE = "application/offset+octet-stream"

logger = logging.getLogger(__name__)

Answer = tuple[int, dict[str, str], bytes]


class Body(Protocol):
    """What a request body must offer."""

    def read(self, size: int, /) -> bytes: ...


class UploadStore(Storage):
    """The uploads of one person, as the library wants to see them."""

    def __init__(self, person) -> None:
        self.person = person

    def find(self, upload_id: str) -> Upload | None:
        return Upload.objects.filter(pk=upload_id, person=self.person).first()

    def create_upload(
        self,
        upload_id: str,
        upload_length: int | None,
        metadata: dict[str, str],
        expires_at: datetime | None = None,
        is_partial: bool = False,
    ) -> None:
        begin_upload(
            upload_id=UUID(upload_id),
            person=self.person,
            metadata=metadata,
            length_bytes=upload_length,
        )

    def get_upload(self, upload_id: str) -> dict[str, Any] | None:
        upload = self.find(upload_id)
        if upload is None:
            return None
        return {
            "upload_length": upload.length_bytes,
            "offset": upload.offset_bytes,
            "metadata": upload.said,
            "expires_at": None if upload.finished_at else upload.expires_at,
            "completed": False,
        }

    def update_offset(self, upload_id: str, offset: int) -> None:
        Upload.objects.filter(pk=upload_id).update(offset_bytes=offset)

    def update_offset_atomic(self, upload_id: str, expected_offset: int, new_offset: int) -> bool:
        return bool(
            Upload.objects.filter(pk=upload_id, offset_bytes=expected_offset).update(
                offset_bytes=new_offset, expires_at=timezone.now() + KEPT_FOR
            )
        )

    def write_chunk(self, upload_id: str, offset: int, data: bytes) -> None:
        """Put the bytes in place and on the disk, before the offset says so."""
        if not data:
            return
        path = Upload(pk=upload_id).path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(data)
            file.flush()
            os.fdatasync(file.fileno())

    def complete_upload(self, upload_id: str) -> bool:
        """Say no: `finish_upload` completes, and may be repeated where the library's may not."""
        return False

    def delete_upload(self, upload_id: str) -> None:
        cancel_upload(upload=Upload.objects.get(pk=upload_id))

    def read_file(self, upload_id: str) -> bytes:
        return Upload(pk=upload_id).path.read_bytes()

    def get_expired_uploads(self) -> list[str]:
        """None: `begin_upload` clears them, whoever they belong to."""
        return []

    def cleanup_expired_uploads(self) -> int:
        return 0


class TusDoor(TusServer):
    """The protocol for one person's uploads."""

    SUPPORTED_EXTENSIONS = ["creation", "creation-with-upload", "termination", "expiration"]

    def __init__(self, *, person, base_path: str, max_bytes: int) -> None:
        super().__init__(
            storage=UploadStore(person),
            base_path=base_path,
            max_size=max_bytes,
            upload_expiry=int(KEPT_FOR.total_seconds()),
            lock_backend=LOCKS,
        )

    def answer(self, method: str, path: str, headers: dict[str, str], body: Body) -> Answer:
        """Answer one request; `path` is that of the collection or of one upload."""
        upload_id = path.removeprefix(self.base_path).strip("/")
        headers = {name.lower(): value for name, value in headers.items()}
        headers.pop("upload-checksum", None)  # not offered, and made for whole bodies
        if objection := self._object(method, upload_id, headers):
            return objection
        try:
            return self._dispatch(method, path, upload_id, headers, body)
        except UploadRefused as refusal:
            return self._refuse(refusal.status, refusal.text)
        except StoreAway as error:
            logger.warning("A recording waits for the store of files: %s", error)
            ask_to_put_away()
            return self._refuse(
                HTTPStatus.SERVICE_UNAVAILABLE,
                _("The recording is here, but the store of files is away. It is tried again."),
            )
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            return self._refuse(HTTPStatus.INSUFFICIENT_STORAGE, "The disk is full")

    def _object(self, method: str, upload_id: str, headers: dict[str, str]) -> Answer | None:
        if headers.get("tus-resumable") != self.TUS_VERSION and method != "OPTIONS":
            return self._refuse(HTTPStatus.PRECONDITION_FAILED, "This server speaks tus 1.0.0")
        if "upload-concat" in headers or "upload-defer-length" in headers:
            return self._refuse(HTTPStatus.BAD_REQUEST, "This extension is not offered")
        if upload_id and not self._validate_upload_id(upload_id):
            return self._refuse(HTTPStatus.NOT_FOUND, "Upload not found")
        return None

    def _dispatch(self, method, path, upload_id, headers, body) -> Answer:
        if method == "PATCH":
            answer = self._take_in(path, upload_id, headers, body)
            if answer[0] == HTTPStatus.NO_CONTENT:
                self._finish_if_whole(upload_id)
            return answer
        if method == "POST":
            return self._create(path, headers, body)
        if method == "HEAD":
            self._drop_if_lost(upload_id)
            self._finish_if_whole(upload_id)
        status, answer_headers, text = self.handle_request(method, path, headers)
        answer_headers.pop("Tus-Checksum-Algorithm", None)
        return status, answer_headers, text

    def _create(self, path: str, headers: dict[str, str], body: Body) -> Answer:
        """Create an upload and take in the bytes that came with the request, if any."""
        carries_bytes = headers.get("content-type") == CONTENT_TYPE
        if carries_bytes and _exceeds(headers, room_bytes=headers.get("upload-length", "")):
            return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "More bytes than declared")
        status, answer_headers, text = self.handle_request("POST", path, headers)
        if status != HTTPStatus.CREATED:
            return status, answer_headers, text
        location = answer_headers["Location"]
        upload_id = location.rsplit("/", 1)[-1]
        if carries_bytes:
            first = {**headers, "upload-offset": "0"}
            taken, taken_headers, taken_text = self._take_in(location, upload_id, first, body)
            if taken != HTTPStatus.NO_CONTENT:
                self.storage.delete_upload(upload_id)
                return taken, taken_headers, taken_text
            answer_headers["Upload-Offset"] = taken_headers["Upload-Offset"]
        try:
            self._finish_if_whole(upload_id)
        except StoreAway:  # what was created stays so
            ask_to_put_away()
        return status, answer_headers, text

    def _take_in(self, path, upload_id: str, headers: dict[str, str], body: Body) -> Answer:
        """Write a body piece by piece. Nothing is read before the request proved valid."""
        self._drop_if_lost(upload_id)
        upload = self.storage.find(upload_id)
        if upload and _exceeds(headers, room_bytes=upload.length_bytes - upload.offset_bytes):
            is_next = headers.get("upload-offset") == str(upload.offset_bytes)
            if is_next and headers.get("content-type") == CONTENT_TYPE:
                return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "More than declared")
        answer = self.handle_request("PATCH", path, headers)
        while answer[0] == HTTPStatus.NO_CONTENT and (piece := _next_piece(body)):
            headers = {**headers, "upload-offset": answer[1]["Upload-Offset"]}
            answer = self.handle_request("PATCH", path, headers, piece)
        return answer

    def _drop_if_lost(self, upload_id: str) -> None:
        """Cancel an upload whose bytes are gone, so that its client begins anew."""
        upload = self.storage.find(upload_id)
        is_under_way = upload and not upload.finished_at and not upload.is_whole
        if is_under_way and not has_its_bytes(upload=upload):
            cancel_upload(upload=upload)

    def _finish_if_whole(self, upload_id: str) -> None:
        """Hand over a whole file, also one whose last answer a crash swallowed."""
        upload = self.storage.find(upload_id)
        if upload and upload.is_whole and not upload.finished_at:
            finish_upload(upload=upload)

    def _refuse(self, status: HTTPStatus, text: str) -> Answer:
        headers = {"Tus-Resumable": self.TUS_VERSION}
        if status == HTTPStatus.PRECONDITION_FAILED:
            headers["Tus-Version"] = self.TUS_VERSION
        return status, headers, text.encode()


def _exceeds(headers: dict[str, str], *, room_bytes: int | str) -> bool:
    """Whether the announced body is larger than the room left; unreadable numbers are not."""
    try:
        return int(headers.get("content-length") or 0) > int(room_bytes)
    except ValueError:
        return False


def _next_piece(body: Body) -> bytes:
    try:
        return body.read(PIECE_BYTES)
    except UnreadablePostError:
        return b""
