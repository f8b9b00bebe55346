"""Filling in an observation form beside the recording, and what all observers made of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lessons.models import Take
from moke.accounts.request import SignedInRequest
from moke.media.playback import player_context
from research.domain.observation import (
    PUT_ASIDE,
    begin_observation,
    discard_observation,
    hand_in_observation,
    keep_observation,
    mark_evidence,
    take_back_observation,
)
from research.domain.overlap import Overtaken
from research.domain.queries.facets import read_number
from research.domain.queries.observation import (
    find_observation,
    observation_report,
    takes_waiting_for,
)
from research.domain.round import describe_round, round_of
from research.forms.marking import MarkingForm, bare_marking
from research.forms.observation import ObservationSheet
from research.forms.round import FormChoice
from research.models import Observation
from research.views.access import find_take, signed_in, wants_fragment

HAND_IN = "hand-in"


@signed_in
@require_http_methods(["GET", "POST"])
def observation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Fill in the form of the round, or first choose one; what is typed is kept by itself."""
    take = find_take(request.user, pk, "research.write_comment")
    found = find_observation(take=take, person=request.user)
    if request.method == "POST" and wants_fragment(request):
        return _keep_quietly(request, found)
    if found and found.handed_in_at:
        return _show_done(request, take)
    if found is None or not take.recording.is_ready:
        return _begin(request, take)
    if request.method == "GET":
        return _show_sheet(request, ObservationSheet(observation=found))
    return _keep(request, found)


def _begin(request: SignedInRequest, take: Take) -> HttpResponse:
    found = round_of(take)
    choice = FormChoice(request.POST if request.method == "POST" else None)
    form = found.form if found and found.form else None
    if form is None and choice.is_valid():
        form = choice.cleaned_data["form"]
    if form and take.recording.is_ready:
        begin_observation(take=take, observer=request.user, form=form)
        return redirect("research:observation", take.pk)
    context = {
        "take": take,
        "choice": choice,
        "offers": choice.offers if form is None else [],
    }
    status = 422 if choice.errors else 200
    return render(request, "research/observation_begin.html", context, status=status)


def _keep_quietly(request: SignedInRequest, found: Observation | None) -> HttpResponse:
    """Keep what is typed meanwhile, and say in a line whether that went well."""
    if found is None:
        return _say_kept(request, {"problems": [PUT_ASIDE]})
    sheet = ObservationSheet(request.POST, observation=found)
    try:
        _take_in(sheet)
    except Overtaken as error:
        sheet.add_error(None, error)
        return _say_kept(request, {"problems": error.messages, "sheet": sheet})
    except ValidationError as error:
        return _say_kept(request, {"problems": error.messages})
    return _say_kept(request, {"kept": found.saved_at, "sheet": sheet})


def _say_kept(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if "problems" in context else 200
    return render(request, "research/observation_kept.html", context, status=status)


def _take_in(sheet: ObservationSheet) -> None:
    sheet.is_valid()
    keep_observation(
        observation=sheet.observation,
        judgements=sheet.judgements,
        answers=sheet.given,
        before=sheet.cleaned_data["before"],
    )


def _keep(request: SignedInRequest, found: Observation) -> HttpResponse:
    sheet = ObservationSheet(request.POST, observation=found)
    try:
        _take_in(sheet)
        if HAND_IN in request.POST:
            hand_in_observation(observation=found)
            messages.success(request, _("Handed in. The author knows that you have finished."))
            return _show_done(request, found.take)
    except Overtaken as error:
        sheet.add_error(None, error)
        return _show_sheet(request, sheet)
    except ValidationError as error:
        return _show_sheet(request, sheet, problems=error.messages)
    return redirect("research:observation", found.take_id)


def _show_done(request: SignedInRequest, take: Take) -> HttpResponse:
    """Lead whoever has handed in to what all found; guests read only that it arrived."""
    if request.user.is_guest:
        return render(request, "research/observation_done.html", {"take": take})
    return redirect("research:observations", take.pk)


def _show_sheet(
    request: SignedInRequest, sheet: ObservationSheet, problems: list[str] | None = None
) -> HttpResponse:
    take = sheet.observation.take
    found = round_of(take)
    chooses = not (found and found.form_id)
    context = {
        "take": take,
        "lesson": take.lesson,
        "sheet": sheet,
        "problems": problems,
        "asked": describe_round(found),
        "may_change_form": chooses,
        "player": player_context(take.recording, request.user),
    }
    status = 422 if problems or sheet.newer else 200
    return render(request, "research/observation.html", context, status=status)


@signed_in
@require_POST
def observation_mark(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark a moment as evidence of a dimension; answer with what that adds to the sheet."""
    take = find_take(request.user, pk, "research.write_comment")
    found = find_observation(take=take, person=request.user)
    place = read_number(request.POST.get("place", "")) or 0
    form = MarkingForm(request.POST, place=place)
    context: dict[str, Any] = {"place": place, "marking": form}
    if found is None:
        form.add_error(None, PUT_ASIDE)
    if form.is_valid() and found:
        try:
            comment = mark_evidence(observation=found, place=place, **form.particulars())
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            places = range(len(found.wording["dimensions"]))
            context |= {"marking": bare_marking(take, place), "comment": comment, "places": places}
            return render(request, "research/observation_marked.html", context)
    return render(request, "research/observation_marking.html", context, status=422)


@signed_in
@require_POST
def observation_restart(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a form that is not handed in aside, to choose another."""
    take = find_take(request.user, pk, "research.write_comment")
    found = find_observation(take=take, person=request.user)
    if found and not found.handed_in_at:
        discard_observation(observation=found)
    return redirect("research:observation", take.pk)


@signed_in
@require_POST
def observation_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one's form back to change it."""
    take = find_take(request.user, pk, "research.write_comment")
    if found := find_observation(take=take, person=request.user):
        try:
            take_back_observation(observation=found)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
    return redirect("research:observation", take.pk)


@signed_in
@require_safe
def observations(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what the observers made of the take; to whoever is to observe it, after they did."""
    take = find_take(request.user, pk, "research.read_findings")
    own = find_observation(take=take, person=request.user)
    waits = take.pk in takes_waiting_for(request.user, [take])
    sheets = [] if waits else observation_report(take=take)
    context = {"take": take, "lesson": take.lesson, "own": own, "waits": waits, "sheets": sheets}
    return render(request, "research/observations.html", context)
