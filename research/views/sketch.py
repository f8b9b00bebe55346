from django.core.cache import cache
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from moke.accounts.request import SignedInRequest
from moke.media.domain.still import kept_still
from research.domain.sketch import sketch_of
from research.models import Sketch
from research.tasks import cut_sketch_still
from research.views.access import find_comment, signed_in

NOT_STORED = {"Cache-Control": "private, no-store"}
STILL_HEADERS = {"Cache-Control": "private, max-age=300", "X-Content-Type-Options": "nosniff"}
NO_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"/>'
ASKED_S = 60


@signed_in
@require_safe
def sketch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out what is drawn over the picture of a comment's moment, to who may read that."""
    comment = find_comment(request.user, pk)
    return JsonResponse(sketch_of(comment=comment), headers=NOT_STORED)


@signed_in
@require_safe
def sketch_still(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the picture that a comment's drawing lies on; nothing until a worker has cut it."""
    comment = find_comment(request.user, pk)
    if not Sketch.objects.filter(comment=comment).exists():
        raise Http404
    still = kept_still(recording=comment.take.recording, at_ms=comment.start_ms)
    if still is None:
        if cache.add(f"sketch-still:{pk}", True, ASKED_S):
            cut_sketch_still.enqueue(pk)
        return HttpResponse(NO_PICTURE, content_type="image/svg+xml", headers=NOT_STORED)
    return HttpResponse(still, content_type="image/jpeg", headers=STILL_HEADERS)
