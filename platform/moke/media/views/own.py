"""What pages share on which somebody changes a recording of their own."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode

from moke.accounts.request import SignedInRequest
from moke.media.enums import ReworkState
from moke.media.models import Recording
from moke.media.models.rework import Rework
from moke.ui.destination import destination_of


def find_own(request: HttpRequest, key: UUID, work: str) -> Recording:
    """The person's own recording, which can be played, with the `work` that is done at it."""
    recording = get_object_or_404(Recording.objects.select_related(work), key=key)
    if request.user.has_perm("media.upload_recording", recording):
        if not recording.is_ready:
            raise Http404
        return recording
    if request.user.has_perm("media.stream_recording", recording):
        raise PermissionDenied
    raise Http404


def hears_of_the_end(request: SignedInRequest, work: Rework | None) -> bool:
    """Whether a page that waited for the work asks after it was done: what it plays is no more."""
    return bool(request.htmx and work and work.state == ReworkState.DONE)


def lead_back(request: HttpRequest, name: str, recording: Recording) -> HttpResponse:
    """Lead to the page of that name, which still knows where it was come from."""
    query = urlencode({"next": destination_of(request)})
    return redirect(f"{reverse(name, args=[recording.key])}?{query}")
