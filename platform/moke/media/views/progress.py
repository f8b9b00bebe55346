"""A recording on its way, as a fragment and as a live stream."""

from uuid import UUID

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from moke.accounts.anybody import Anybody
from moke.media.domain.queries.line import see_line
from moke.media.enums import State
from moke.media.models import Recording
from moke.ui.live import event_stream

FRAGMENT = "media/progress_steps.html"


@require_GET
def recording_progress(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how far the recording is."""
    recording = _followable(request.user, key)
    response = render(request, FRAGMENT, {"recording": recording})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
async def recording_events(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Send the same fragment again whenever something about the recording changes."""
    viewer = await request.auser()
    try:
        await sync_to_async(_followable)(viewer, key)
    except Http404:
        return HttpResponseNotFound()

    def fetch(cursor: str) -> tuple[str, list[tuple[str, str]]]:
        recording = _followable(viewer, key)
        now = _signature(recording)
        if now == cursor:
            return cursor, []
        return now, [("progress", render_to_string(FRAGMENT, {"recording": recording}))]

    return event_stream(request, fetch, cursor="")


def _followable(viewer: Anybody, key: UUID) -> Recording:
    """Return the recording to who may watch or fill it."""
    recording = get_object_or_404(Recording, key=key)
    may_follow = viewer.has_perm("media.stream_recording", recording)
    if not may_follow and not viewer.has_perm("media.upload_recording", recording):
        raise Http404
    return recording


def _signature(recording: Recording) -> str:
    """Return what changes whenever the fragment would."""
    facts = (
        recording.state,
        recording.percent,
        recording.time_left_s,
        recording.problem,
        recording.published_attempt,
        see_line().turn_of(recording) if recording.state == State.QUEUED else None,
    )
    return ":".join(str(fact) for fact in facts)
