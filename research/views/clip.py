"""Clips: played in place, and picked for a post."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moke.accounts.request import SignedInRequest
from moke.media.playback import player_context
from research.domain.clip import find_span
from research.domain.queries.clip import Clip, quotable_lessons
from research.forms.post import ClipCard
from research.views.access import find_clip, signed_in


@signed_in
@require_safe
def clip(request: SignedInRequest, pk: int) -> HttpResponse:
    """Play a clip for whoever may see its lesson now; to others say only that there is one."""
    quote = find_clip(request.user, pk)
    recording, person = quote.take.recording, request.user
    may_see = recording.is_ready and person.has_perm("media.stream_recording", recording)
    context: dict[str, Any] = {"clip": Clip(quote, is_open=may_see)}
    if may_see:
        span_s = (quote.start_ms / 1000, quote.end_ms / 1000)
        context |= {
            "player": player_context(recording, person, span_s=span_s),
            "enters_room": person.has_perm("research.enter_room", quote.take),
        }
    return render(request, "research/clip_player.html", context)


@signed_in
@require_safe
def clip_card(request: SignedInRequest) -> HttpResponse:
    """Say what the address in `?address=` quotes, as a card for the composer."""
    check_writes(request)
    address, host = request.GET.get("address", ""), request.get_host()
    try:
        span = find_span(text=address, host=host, person=request.user)
    except ValidationError as error:
        problem = error.messages[0]
        return render(request, "research/clip_refused.html", {"problem": problem}, status=422)
    card = ClipCard(value=span.address, clip=span)
    return render(request, "research/clip_card.html", {"card": card})


@signed_in
@require_safe
def clip_lessons(request: SignedInRequest) -> HttpResponse:
    """List lessons that can be quoted, those with the `?words=` in title or teacher."""
    check_writes(request)
    words = request.GET.get("words", "")[:60]
    context = {"lessons": quotable_lessons(person=request.user, words=words), "words": words}
    return render(request, "research/clip_lessons.html", context)


@signed_in
@require_safe
def clip_cutter(request: SignedInRequest) -> HttpResponse:
    """Show the player for the take of `?address=`, to mark a span in."""
    check_writes(request)
    address, host = request.GET.get("address", ""), request.get_host()
    try:
        span = find_span(text=address, host=host, person=request.user)
    except ValidationError as error:
        problem = error.messages[0]
        return render(request, "research/clip_refused.html", {"problem": problem}, status=422)
    context = {"take": span.take, "player": player_context(span.take.recording, request.user)}
    return render(request, "research/clip_cutter.html", context)


def check_writes(request: SignedInRequest) -> None:
    """Raise Http404 for who writes no posts."""
    if not request.user.has_perm("research.write_post"):
        raise Http404
