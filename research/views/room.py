"""The review room: the recording, and beside it what colleagues say at which moment."""

import re
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lessons.models import Invitation, Take
from moke.accounts.models import User
from moke.accounts.request import SignedInRequest
from moke.media.bodies import takes_bodies
from moke.media.models import Recording
from moke.media.moment import Moment, read_moment
from moke.media.playback import player_context
from moke.ui.middleware import MICROPHONE_ALONE
from research.domain.comment import write_comment
from research.domain.enclosure import MOST_BYTES, make_enclosures
from research.domain.kept_notes import as_json, find_kept_notes, keep_notes
from research.domain.queries.facets import Facets, choices_of
from research.domain.queries.margin import (
    CROWDED,
    LANES,
    as_pins,
    count_notes,
    first_sight,
    lanes_of,
    people_of,
)
from research.domain.queries.phases import TaughtPhase, planned_phases, taught_band, taught_phases
from research.domain.queries.portion import with_portions
from research.domain.queries.room import (
    KnownTake,
    first_sight_of,
    room_news,
    room_notes,
    room_takes,
)
from research.domain.queries.standing import Standing
from research.domain.queries.tag import offered_tags
from research.domain.round import is_blind_to
from research.forms.comment import CommentForm
from research.forms.visit import GREATEST_CHANGE
from research.views.access import find_take, signed_in, wants_fragment
from research.views.answering import show_news, show_note
from research.views.responding import bare_forms
from research.views.specimen import SPECIMENS

PRIMARY_KEY = re.compile(r"[0-9]{1,18}")
NOT_STORED = {"Cache-Control": "private, no-store"}


@signed_in
@require_safe
def room(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the room of a take, at a second with `?t=` and `&zero=`."""
    return show_room(request, find_take(request.user, pk))


@takes_bodies(up_to_bytes=MOST_BYTES)
@signed_in
@require_http_methods(["GET", "POST"])
def comments(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out what changed since `?since=`, and take in a new comment."""
    if request.method == "GET":
        take = find_take(request.user, pk)
        news = room_news(take=take, viewer=request.user, since=read_since(request))
        return show_news(request, take, news.notes, news.gone, change=news.change)
    take = find_take(request.user, pk, "research.write_comment")
    form = CommentForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            enclosed = make_enclosures(**form.enclosed())
            said = {**form.particulars(), "enclosed": enclosed}
            comment = write_comment(take=take, author=request.user, **said)
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return show_note(request, comment, status=201)
    if wants_fragment(request):
        context = {"take": take, "composer": form, "tags": offered_tags()}
        return render(request, "research/composer.html", context, status=422)
    return show_room(request, take, composer=form, status=422)


def show_room(
    request: SignedInRequest, take: Take, composer: CommentForm | None = None, status: int = 200
) -> HttpResponse:
    """Render the room around its composer, with the comments that are seen first."""
    person, recording = request.user, take.recording
    takes = room_takes(take=take, viewer=person)
    asked = read_moment(asked=request.GET, recording=recording)
    at_s = asked.at_s if asked else None
    invitation = with_portions(Invitation.objects.filter(take=take, person=person)).first()
    standing = Standing.of(take=take, viewer=person, is_invited=bool(invitation))
    conduct = _conduct(take, person, standing)
    phases = taught_phases(take=take)
    taught = taught_band(phases=phases)
    tags = takes[0].tags
    margin = _margin(request, take, standing, at_s, phases, is_crowded=_is_crowded(take, takes))
    context = {
        "take": take,
        "lesson": take.lesson,
        "takes": [known.take for known in takes],
        "recording": recording,
        "player": _player(take, person, asked, has_chapters=bool(taught)),
        "change": max(k.last_change for k in takes if k.take.number <= take.number),
        **margin,
        "choices": choices_of(margin["facets"], people=margin["people"], tags=tags, phases=phases),
        "tags": tags,
        "starts": [phase.start_ms for phase in phases],
        "start_at_s": at_s,
        "phases": taught or planned_phases(take=take),
        "are_marked": bool(taught),
        "invitation": invitation,
        **conduct,
        "may_write": recording.is_ready and standing.writes and not conduct["closed"],
        "composer": composer or _bare_composer(recording, at_s),
        "forms": bare_forms(take),
    }
    page = render(request, "research/room.html", context, status=status)
    page.headers["Permissions-Policy"] = MICROPHONE_ALONE
    return page


def _bare_composer(recording: Recording, at_s: float | None) -> CommentForm:
    at_ms = int((at_s or 0) * 1000)
    return CommentForm(initial={"at": at_ms, "token": uuid4(), "zero": recording.zero_ms})


def _player(
    take: Take, person: User, asked: Moment | None, *, has_chapters: bool
) -> dict[str, Any] | None:
    if not take.recording.is_ready:
        return None
    url = reverse("research:chapters", args=[take.pk]) if has_chapters else ""
    return player_context(take.recording, person, chapters_url=url, asked=asked)


def _conduct(take: Take, person: User, standing: Standing) -> dict[str, Any]:
    """What the round asks of a reviewer: to write alone first, or nothing more."""
    found = getattr(take, "round", None)
    return {
        "is_blind": bool(found and found.is_blind) and is_blind_to(take=take, person=person),
        "closed": found if found and found.closed_at and not standing.judges else None,
    }


def _is_crowded(take: Take, takes: list[KnownTake]) -> bool:
    return any(known.take == take and known.comments > CROWDED for known in takes)


def _margin(
    request: SignedInRequest,
    take: Take,
    standing: Standing,
    at_s: float | None,
    phases: list[TaughtPhase],
    *,
    is_crowded: bool,
) -> dict[str, Any]:
    """The comments seen first, and of the others what timeline, filters and counts need.

    `Facets` reads what is wanted, `?near=` names a comment to be among them; `?whole=1` shows all.
    """
    near, facets = request.GET.get("near", ""), Facets.read(request.GET, phases)
    pk = int(near) if PRIMARY_KEY.fullmatch(near) else None
    is_whole = "whole" in request.GET
    if is_crowded and not is_whole:
        return _crowd(take, request.user, standing, facets=facets, at_s=at_s, pk=pk)
    notes = room_notes(take=take, viewer=request.user, standing=standing)
    shown = facets.pick(notes)
    first = slice(0, len(shown)) if is_whole else first_sight(notes=shown, at_s=at_s, pk=pk)
    here = {note["id"] for note in shown[first]}
    rest = [note for note in notes if note["id"] not in here]
    word = keep_notes(notes=rest, viewer_id=request.user.pk, take_id=take.pk) if rest else ""
    return {
        "notes": shown[first],
        "earlier": len(shown[: first.start]),
        "later": len(shown[first.stop :]),
        "all_url": _address_of_all(take, word) if rest else "",
        "pins": as_pins(notes) if rest else None,
        "specimens": SPECIMENS,
        "counts": count_notes(notes=notes),
        "lanes": lanes_of(notes=notes, duration_s=take.recording.duration_s or 0),
        "facets": facets,
        "show": facets.show,
        "people": people_of(notes=notes),
    }


def _crowd(
    take: Take,
    person: User,
    standing: Standing,
    *,
    facets: Facets,
    at_s: float | None,
    pk: int | None,
) -> dict[str, Any]:
    """The same of a crowded room: the data that its script fetches says the rest."""
    wanted = facets.condition(take=take, viewer=person)
    sight = first_sight_of(
        take=take, viewer=person, standing=standing, wanted=wanted, at_s=at_s, pk=pk
    )
    return {
        "notes": sight.notes,
        "earlier": sight.earlier,
        "later": sight.later,
        "all_url": _address_of_all(take, ""),
        "pins": None,
        "specimens": SPECIMENS,
        "counts": sight.counts,
        "lanes": LANES,
        "facets": facets,
        "show": facets.show,
        "people": people_of(notes=sight.notes),
    }


def _address_of_all(take: Take, word: str) -> str:
    return f"{reverse('research:room_data', args=[take.pk])}?kept={word}"


@signed_in
@require_safe
def room_data(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out as data the comments that a page left out, by its word, or else all of them."""
    word, person = request.GET.get("kept", ""), request.user
    found = find_kept_notes(word=word, viewer_id=person.pk, take_id=pk)
    if found is None:
        take = find_take(person, pk)
        found = as_json(room_notes(take=take, viewer=person))
    return HttpResponse(found, content_type="application/json", headers=NOT_STORED)


def read_since(request: HttpRequest) -> int:
    """The change that the page has seen; 0, which is everything, for what is no number."""
    since = request.GET.get("since", "")
    if not since.isdecimal():
        return 0
    return int(since) if len(since) < len(str(GREATEST_CHANGE)) else GREATEST_CHANGE
