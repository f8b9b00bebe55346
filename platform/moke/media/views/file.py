"""Bytes of recordings. Many machines let nginx check the grant and serve these instead.

The asynchronous views answer refusals themselves: Django would render its error pages in a
thread of their own, with a database connection that nobody closes.
"""

from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseForbidden,
    HttpResponseNotFound,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from moke.media.files import file_path, recordings_storage
from moke.media.grants import Standing, check_grant
from moke.media.models import Recording
from moke.media.playback import POSTER, content_type_of
from moke.media.ranges import file_response

POSTER_AGE_S = 300
STATUS = {Standing.WRONG: 403, Standing.EXPIRED: 410}


@require_safe
async def file(request: HttpRequest, key: UUID, attempt: str, name: str) -> HttpResponseBase:
    """Serve a published file to whoever carries a grant for its recording."""
    standing = check_grant(request=request, recording_key=key)
    if standing is not Standing.GOOD:
        return HttpResponse(status=STATUS[standing], headers={"Cache-Control": "private"})
    content_type = content_type_of(attempt=attempt, name=name)
    if content_type is None:
        return HttpResponseNotFound()
    return await _stored_file(
        request,
        file_path(key=key, attempt=attempt, name=name),
        content_type=content_type,
        etag=f'"{attempt}-{name}"',
    )


@require_safe
async def source(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Give the file as it was uploaded to who may download it."""
    try:
        recording = await sync_to_async(_downloadable)(request, key)
    except Http404:
        return HttpResponseNotFound()
    except PermissionDenied:
        return HttpResponseForbidden()
    response = await _stored_file(
        request,
        recording.source,
        content_type="application/octet-stream",
        etag=f'"{recording.key}-{recording.size_bytes}"',
    )
    name = recording.original_name or f"{recording.key}.mp4"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_safe
def poster(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the still of a recording to who may watch it."""
    recording = get_object_or_404(Recording, key=key)
    if not recording.is_ready or not request.user.has_perm("media.stream_recording", recording):
        raise Http404
    path = file_path(key=key, attempt=recording.published_attempt, name=POSTER)
    try:
        with recordings_storage().open(path) as still:
            picture = still.read()
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {
        "Cache-Control": f"private, max-age={POSTER_AGE_S}",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(picture, content_type="image/jpeg", headers=headers)


def _downloadable(request: HttpRequest, key: UUID) -> Recording:
    recording = get_object_or_404(Recording, key=key)
    if request.user.has_perm("media.download_source", recording) and recording.source:
        return recording
    if request.user.has_perm("media.stream_recording", recording) and recording.source:
        raise PermissionDenied
    raise Http404


async def _stored_file(request: HttpRequest, path: str, **kwargs: str) -> HttpResponseBase:
    try:
        return await file_response(request, recordings_storage(), path, **kwargs)
    except FileNotFoundError:
        return HttpResponseNotFound()
