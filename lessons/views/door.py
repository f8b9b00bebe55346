"""The one door to the bytes of attachments, files of the library and what is made for people."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from asgiref.sync import sync_to_async
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from lessons.domain.filetype import PDF, SHOWN_INLINE
from moke.accounts.anybody import Anybody
from moke.media.ranges import file_response


class Kept(Protocol):
    """What has one file, and knows what that is and how people call it."""

    @property
    def key(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def file(self) -> Any: ...
    @property
    def content_type(self) -> str: ...


type Find = Callable[[Anybody, UUID], Kept | None]


async def give_file(request: HttpRequest, key: UUID, find: Find) -> HttpResponseBase:
    """Answer with the file that `find` finds for the person, or with a part of it.

    Whom it finds nothing for is asked to sign in, or told that there is nothing. What a
    browser can show safely is shown, unless the address says `?download`; all else is
    saved under the name that people know it by.
    """
    user = await request.auser()
    found = await sync_to_async(find)(user, key)
    if found is None:
        if user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    download = found.content_type not in SHOWN_INLINE or "download" in request.GET
    disposition = content_disposition_header(download, found.name)
    try:
        response = await file_response(
            request,
            found.file.storage,
            str(found.file),
            content_type=found.content_type,
            etag=f'"{found.key}"',
            disposition=disposition or "inline",
        )
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Content-Security-Policy"] = _policy(found.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _policy(content_type: str) -> str:
    """What the file may do in the browser: nothing, but a sandbox would also stop PDF viewers."""
    return "frame-ancestors 'self'" if content_type == PDF else "sandbox"
