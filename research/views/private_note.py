from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from moke.accounts.request import SignedInRequest
from research.domain.private_note import hand_over_note, hand_over_notes
from research.domain.queries.room import room_comments, room_notes
from research.forms.base import RoomForm
from research.views.access import find_comment, find_take, signed_in, wants_fragment
from research.views.answering import show_news, show_note
from research.views.responding import show_form


@signed_in
@require_POST
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand one's own private note to the group; a second click changes nothing."""
    comment = find_comment(request.user, pk, "research.hand_over_note")
    form = RoomForm(request.POST)
    try:
        hand_over_note(comment=comment)
    except ValidationError as error:
        form.add_domain_errors(error)
        return show_form(request, "hand_over", form, comment)
    return show_note(request, comment)


@signed_in
@require_POST
def hand_over_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand all of one's own private notes on a take to the group."""
    take = find_take(request.user, pk, "research.write_comment")
    form = RoomForm(request.POST)
    try:
        keys = hand_over_notes(take=take, author=request.user)
    except ValidationError as error:
        form.add_domain_errors(error)
        context = {"take": take, "form": form}
        return render(request, "research/forms/hand_over_all.html", context, status=422)
    if not wants_fragment(request):
        return redirect("research:room", take.pk)
    handed = room_comments(take=take, viewer=request.user).filter(pk__in=keys)
    return show_news(
        request, take, room_notes(take=take, viewer=request.user, comments=handed), gone=[]
    )
