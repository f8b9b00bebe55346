"""Bytes of recordings. Many machines let nginx check the grant and serve these instead.

With a bucket these views lead to it, by an address that lives no longer than a grant: players
ask here again for each piece, so taking access away works as soon as it does on one machine.
What is read before playing, playlists and words, is small and comes from here.

The asynchronous views answer refusals themselves: Django would render its error pages in a
thread of their own, with a database connection that nobody closes.
"""

from pathlib import Path
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
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

from moke.backends.afar import StorageAfar
from moke.media.files import file_path, recordings_storage
from moke.media.grants import Standing, check_grant, seconds_left
from moke.media.models import Recording
from moke.media.playback import WAVEFORM, content_type_of
from moke.media.ranges import afar_response, file_response, small_response

POSTER_AGE_S = 300
READ_HERE = {".m3u8", ".vtt"}
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
    storage, path = recordings_storage(), file_path(key=key, attempt=attempt, name=name)
    etag = f'"{attempt}-{name}"'
    if not isinstance(storage, StorageAfar) or request.method == "HEAD":
        return await _stored_file(request, path, content_type=content_type, etag=etag)
    if Path(name).suffix in READ_HERE:
        try:
            return await small_response(
                request, storage, path, content_type=content_type, etag=etag
            )
        except FileNotFoundError:
            return HttpResponseNotFound()
    lifetime_s = seconds_left(request=request)
    return afar_response(storage, path, content_type=content_type, lifetime_s=lifetime_s)


@require_safe
async def source(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Give the file as it was uploaded to who may download it."""
    try:
        recording = await sync_to_async(_downloadable)(request, key)
    except Http404:
        return HttpResponseNotFound()
    except PermissionDenied:
        return HttpResponseForbidden()
    name = recording.original_name or f"{recording.key}.mp4"
    return await _stored_file(
        request,
        recording.source,
        content_type="application/octet-stream",
        etag=f'"{recording.source.replace("/", "-")}-{recording.size_bytes}"',
        disposition=content_disposition_header(True, name) or "attachment",
        lifetime_s=settings.MOKE_GRANT_LIFETIME_S,
    )


@require_safe
def poster(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the still of a recording to who may watch it."""
    recording = _watchable(request, key)
    storage = recordings_storage()
    path = file_path(key=key, attempt=recording.published_attempt, name=recording.poster)
    if isinstance(storage, StorageAfar):
        return afar_response(
            storage,
            path,
            content_type="image/jpeg",
            lifetime_s=settings.MOKE_GRANT_LIFETIME_S,
            max_age_s=settings.MOKE_GRANT_LIFETIME_S // 2,  # it works as long again
        )
    return _kept_picture(path, content_type="image/jpeg")


@require_safe
def waveform(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how loud a recording is from end to end to who may watch it.

    It comes from here even from a bucket: pages use it as a mask, which no other host may give.
    """
    recording = _watchable(request, key)
    if not recording.has_waveform:
        raise Http404
    path = file_path(key=key, attempt=recording.published_attempt, name=WAVEFORM)
    return _kept_picture(path, content_type="image/svg+xml")


def _watchable(request: HttpRequest, key: UUID) -> Recording:
    recording = get_object_or_404(Recording, key=key)
    if not recording.is_ready or not request.user.has_perm("media.stream_recording", recording):
        raise Http404
    return recording


def _kept_picture(path: str, *, content_type: str) -> HttpResponse:
    try:
        with recordings_storage().open(path) as kept:
            picture = kept.read()
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {
        "Cache-Control": f"private, max-age={POSTER_AGE_S}",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(picture, content_type=content_type, headers=headers)


def _downloadable(request: HttpRequest, key: UUID) -> Recording:
    recording = get_object_or_404(Recording, key=key)
    if request.user.has_perm("media.download_source", recording) and recording.source:
        return recording
    if request.user.has_perm("media.stream_recording", recording) and recording.source:
        raise PermissionDenied
    raise Http404


async def _stored_file(request: HttpRequest, path: str, **kwargs: Any) -> HttpResponseBase:
    try:
        return await file_response(request, recordings_storage(), path, **kwargs)
    except FileNotFoundError:
        return HttpResponseNotFound()
