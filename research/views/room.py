"""The review room: the recording, and beside it what colleagues say at which moment."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from lessons.models import Invitation, Take
from moke.accounts.request import SignedInRequest
from moke.media.playback import player_context
from research.domain.comment import write_comment
from research.domain.queries.note import Standing
from research.domain.queries.phases import planned_phases
from research.domain.queries.room import (
    SHOWN,
    count_notes,
    only_shown,
    room_news,
    room_notes,
    room_takes,
)
from research.forms.comment import CommentForm
from research.views.access import find_take, signed_in, wants_fragment
from research.views.answering import show_news, show_note
from research.views.responding import bare_forms

GREATEST_CHANGE = 2**31 - 1
GREATEST_SECOND = 2**31 // 1000


@signed_in
@require_safe
def room(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the room of a take, at a second with `?t=`."""
    return show_room(request, find_take(request.user, pk))


@signed_in
@require_http_methods(["GET", "POST"])
def comments(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out what changed since `?since=`, and take in a new comment."""
    if request.method == "GET":
        take = find_take(request.user, pk)
        news = room_news(take=take, viewer=request.user, since=read_since(request))
        return show_news(request, take, news.notes, news.gone, change=news.change)
    take = find_take(request.user, pk, "research.write_comment")
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comment = write_comment(take=take, author=request.user, **form.particulars())
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return show_note(request, comment, status=201)
    if wants_fragment(request):
        context = {"take": take, "composer": form}
        return render(request, "research/composer.html", context, status=422)
    return show_room(request, take, composer=form, status=422)


def show_room(
    request: SignedInRequest, take: Take, composer: CommentForm | None = None, status: int = 200
) -> HttpResponse:
    """Render the room around its composer."""
    person, recording = request.user, take.recording
    takes = room_takes(take=take, viewer=person)
    standing = Standing.of(take=take, viewer=person)
    notes = room_notes(take=take, viewer=person, standing=standing)
    at_s = read_second(request)
    show = request.GET.get("show", "all")
    show = show if show in SHOWN else "all"
    context = {
        "take": take,
        "lesson": take.lesson,
        "takes": [other for other, _ in takes],
        "recording": recording,
        "player": player_context(recording, person) if recording.is_ready else None,
        "change": max(last for other, last in takes if other.number <= take.number),
        "notes": only_shown(notes=notes, show=show) if show != "all" else notes,
        "counts": count_notes(notes=notes),
        "show": show,
        "start_at_s": at_s,
        "phases": planned_phases(take=take),
        "invitation": Invitation.objects.filter(take=take, person=person).first(),
        "may_write": recording.is_ready and standing.writes,
        "composer": composer
        or CommentForm(initial={"at": int((at_s or 0) * 1000), "token": uuid4()}),
        "forms": bare_forms(take),
    }
    return render(request, "research/room.html", context, status=status)


def read_second(request: SignedInRequest) -> float | None:
    """The second that `?t=` asks for; None for anything that is not one."""
    try:
        at_s = float(request.GET.get("t", ""))
    except ValueError:
        return None
    return at_s if 0 <= at_s <= GREATEST_SECOND else None


def read_since(request: HttpRequest) -> int:
    """The change that the page has seen; 0, which is everything, for what is no number."""
    since = request.GET.get("since", "")
    if not since.isdecimal():
        return 0
    return int(since) if len(since) < len(str(GREATEST_CHANGE)) else GREATEST_CHANGE
