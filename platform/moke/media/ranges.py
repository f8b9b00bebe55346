"""Answers with a stored file or a part of it (RFC 9110, section 14), in small pieces.

What lies in a bucket is fetched from there: the answer leads on to an address that is signed
for a short while.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from http import HTTPStatus

from django.core.files.storage import Storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse

from moke.backends.afar import StorageAfar

PIECE_BYTES = 256 * 1024
FILE_LIFETIME_S = 300  # viewers of documents fetch further pages while they are read
ONE_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII | re.IGNORECASE)


class RangeOutside(Exception):
    """The asked-for range begins past the end of the file."""


async def file_response(
    request: HttpRequest,
    storage: Storage,
    name: str,
    *,
    content_type: str,
    etag: str,
    disposition: str = "",
    lifetime_s: int = FILE_LIFETIME_S,
) -> HttpResponse | StreamingHttpResponse:
    """Answer GET or HEAD with the file, or lead to it where it lies afar.

    The file is shown or saved as `disposition` says, like the header of that name; an address
    afar works for `lifetime_s`, and a download that began goes on. Raises
    FileNotFoundError, and `StoreAway` while the store of files cannot be reached.
    """
    if isinstance(storage, StorageAfar) and request.method == "GET":
        await asyncio.to_thread(storage.size, name)  # a store's own error page says nothing
        return afar_response(
            storage,
            name,
            content_type=content_type,
            lifetime_s=lifetime_s,
            disposition=disposition,
        )
    response = await stream_response(request, storage, name, content_type=content_type, etag=etag)
    if disposition:
        response.headers["Content-Disposition"] = disposition
    return response


def afar_response(
    storage: StorageAfar,
    name: str,
    *,
    content_type: str,
    lifetime_s: int,
    disposition: str = "",
    max_age_s: int = 0,
) -> HttpResponse:
    """Lead to the file by an address that works for so long.

    Browsers keep neither the address nor the file, unless both may be kept for `max_age_s`.
    """
    cache_control = f"private, max-age={max_age_s}" if max_age_s else "no-store"
    address = storage.signed_url(
        name,
        lifetime_s=lifetime_s,
        content_type=content_type,
        disposition=disposition,
        cache_control=cache_control,
    )
    return HttpResponseRedirect(address, headers={"Cache-Control": cache_control})


async def small_response(
    request: HttpRequest, storage: StorageAfar, name: str, *, content_type: str, etag: str
) -> HttpResponse:
    """Answer with a small file from afar itself, for what browsers must find on our own site.

    Raises FileNotFoundError and `StoreAway`.
    """
    headers = {"ETag": etag, "Cache-Control": "private", "X-Content-Type-Options": "nosniff"}
    if is_known(request, etag):
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    content = await asyncio.to_thread(storage.read, name)
    return HttpResponse(content, headers=headers, content_type=content_type)


def is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the client has this state of the file already."""
    return etag in [tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")]


async def stream_response(
    request: HttpRequest, storage: Storage, name: str, *, content_type: str, etag: str
) -> HttpResponse | StreamingHttpResponse:
    """Answer GET or HEAD with the file, honouring a single range, `If-Range` and `If-None-Match`.

    Several ranges at once are answered with the whole, as the standard allows.
    Raises FileNotFoundError.
    """
    size = await asyncio.to_thread(storage.size, name)
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": etag,
        "Cache-Control": "private",
        "X-Content-Type-Options": "nosniff",
    }
    if is_known(request, etag):
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    asked = request.headers.get("Range", "") if request.method == "GET" else ""
    if request.headers.get("If-Range", etag) != etag:
        asked = ""
    try:
        part = parse_range(asked, size_bytes=size)
    except RangeOutside:
        headers["Content-Range"] = f"bytes */{size}"
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    first, last = part or (0, size - 1)
    if part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers["Content-Length"] = str(last - first + 1)
    if request.method == "HEAD":
        return HttpResponse(headers=headers, content_type=content_type)
    return StreamingHttpResponse(
        read_pieces(storage, name, first=first, last=last),
        status=HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK,
        headers=headers,
        content_type=content_type,
    )


def parse_range(header: str, *, size_bytes: int) -> tuple[int, int] | None:
    """Return the first and last byte of a single range, or None where the whole is the answer.

    Raises `RangeOutside` if no byte of the file lies in it.
    """
    match = ONE_RANGE.fullmatch(header)
    if not match or not any(match.groups()):
        return None
    first_text, last_text = match.groups()
    if not first_text:
        first, last = max(size_bytes - int(last_text), 0), size_bytes - 1
    else:
        first, last = int(first_text), int(last_text or size_bytes - 1)
        if last_text and last < first:
            return None
    if first >= size_bytes:
        raise RangeOutside
    return first, min(last, size_bytes - 1)


async def read_pieces(
    storage: Storage, name: str, *, first: int, last: int
) -> AsyncIterator[bytes]:
    """Yield the bytes from first to last, reading beside the event loop."""
    file = await asyncio.to_thread(storage.open, name, "rb")
    try:
        await asyncio.to_thread(file.seek, first)
        left = last - first + 1
        while left and (piece := await asyncio.to_thread(file.read, min(PIECE_BYTES, left))):
            left -= len(piece)
            yield piece
    finally:
        file.close()
