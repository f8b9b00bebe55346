from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from moke.accounts.request import SignedInRequest
from research.domain.sketch import sketch_of
from research.views.access import find_comment, signed_in

NOT_STORED = {"Cache-Control": "private, no-store"}


@signed_in
@require_safe
def sketch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out what is drawn over the picture of a comment's moment, to who may read that."""
    comment = find_comment(request.user, pk)
    return JsonResponse(sketch_of(comment=comment), headers=NOT_STORED)
