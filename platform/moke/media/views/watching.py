"""What a playing page asks for: a renewed grant, and that its position be remembered."""

import math
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from moke.media.domain.position import keep_position
from moke.media.grants import give_grant
from moke.media.models import Recording


@require_POST
def grant(request: HttpRequest, key: UUID) -> HttpResponse:
    """Grant the recording's bytes for the next minute to who may watch it."""
    recording = _watchable(request, key)
    response = HttpResponse(status=204, headers={"Cache-Control": "no-store"})
    give_grant(request=request, response=response, recording_key=recording.key)
    return response


@require_POST
def position(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remember where the viewer is; one without an account is only heard."""
    recording = _watchable(request, key)
    try:
        position_s = float(request.POST.get("position_s", ""))
    except ValueError:
        return HttpResponseBadRequest()
    if not math.isfinite(position_s):
        return HttpResponseBadRequest()
    if request.user.is_authenticated:
        keep_position(person=request.user, recording=recording, position_s=position_s)
    return HttpResponse(status=204)


def _watchable(request: HttpRequest, key: UUID) -> Recording:
    recording = get_object_or_404(Recording, key=key)
    if not request.user.has_perm("media.stream_recording", recording):
        raise Http404
    return recording
