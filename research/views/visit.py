from django.http import HttpResponse
from django.views.decorators.http import require_POST

from moke.accounts.request import SignedInRequest
from research.domain.visit import keep_visit
from research.forms.visit import VisitForm
from research.views.access import find_take, signed_in


@signed_in
@require_POST
def visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hear from a room's page, as it is left, up to which change it has shown the talk."""
    take = find_take(request.user, pk)
    form = VisitForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    keep_visit(take=take, person=request.user, **form.cleaned_data)
    return HttpResponse(status=204)
