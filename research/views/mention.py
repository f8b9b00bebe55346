from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moke.accounts.request import SignedInRequest
from research.domain.queries.mention import people_to_name
from research.views.access import find_take, signed_in


@signed_in
@require_safe
def people(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offer the people of a room whose names hold `?words=`, to be spoken to by name."""
    take = find_take(request.user, pk, "research.talk")
    words = request.GET.get("words", "").strip()
    found = people_to_name(take=take, by=request.user, words=words)
    return render(request, "research/people.html", {"people": found, "lesson": take.lesson})
