"""Coding a take beside its recording, and what all coders found."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lessons.models import Take
from moke.accounts.request import SignedInRequest
from moke.media.playback import player_context
from moke.ui.spreadsheet import csv_response
from research.domain.codes import ALPHABETS, count_coded, name_code, talk_of
from research.domain.coding import (
    CodingMoved,
    begin_coding,
    discard_coding,
    finish_coding,
    keep_coding,
    reopen_coding,
)
from research.domain.coding_sheet import coding_rows
from research.domain.drawing import tone_of
from research.domain.queries.coding import coding_report, find_coding
from research.enums import Actor, Scheme
from research.forms.coding import IntervalChoice, KeptCodes
from research.models import Coding
from research.views.access import find_take, signed_in

CODE = "research.code_take"
FINDINGS = "research.read_findings"


@signed_in
@require_http_methods(["GET", "POST"])
def coding(request: SignedInRequest, pk: int, scheme: str) -> HttpResponse:
    """Code a take on the keyboard; first choose the interval."""
    take = find_take(request.user, pk, CODE)
    chosen = _scheme(scheme)
    found = find_coding(take=take, person=request.user, scheme=chosen)
    if found and found.finished_at:
        return redirect("research:codings", take.pk)
    if found is None or not take.recording.is_ready:
        return _begin(request, take, chosen)
    context = {
        "take": take,
        "lesson": take.lesson,
        "coding": found,
        "coded": count_coded(found.codes),
        "keys": _keys(chosen),
        "player": player_context(take.recording, request.user),
    }
    return render(request, "research/coding.html", context)


def _scheme(name: str) -> Scheme:
    if name not in Scheme.values:
        raise Http404
    return Scheme(name)


def _begin(request: SignedInRequest, take: Take, scheme: Scheme) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    duration_s = take.recording.duration_s or 0
    form = IntervalChoice(data, scheme=scheme, duration_s=duration_s)
    if form.is_valid() and take.recording.is_ready:
        interval_s = form.cleaned_data["interval"]
        begin_coding(take=take, coder=request.user, scheme=scheme, interval_s=interval_s)
        return redirect("research:coding", take.pk, scheme)
    context = {"take": take, "lesson": take.lesson, "scheme": scheme, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "research/coding_begin.html", context, status=status)


def _keys(scheme: Scheme) -> list[tuple[str, str, str]]:
    """The keys with what they mean and whose talk that is."""
    if scheme == Scheme.ST:
        return [(actor.value, str(actor.label), tone) for actor, tone in _ST_TONES]
    return [
        (key, name_code(scheme=scheme, code=key), tone_of(talk_of(key)))
        for key in ALPHABETS[scheme]
    ]


_ST_TONES = ((Actor.STUDENT, "students"), (Actor.TEACHER, "direct"))


@signed_in
@require_POST
def coding_keep(request: SignedInRequest, pk: int, scheme: str) -> HttpResponse:
    """Keep the codes that a page sends; 409 with the newer ones where another page was first."""
    take = find_take(request.user, pk, CODE)
    form = KeptCodes(request.POST)
    if not form.is_valid():
        return _refuse([_("These codes do not fit this coding. Reload the page.")])
    own = Coding.objects.filter(take=take, coder=request.user, scheme=_scheme(scheme))
    try:
        kept = keep_coding(coding=get_object_or_404(own), **form.cleaned_data)
    except CodingMoved as moved:
        newer = {"version": moved.coding.version, "codes": moved.coding.codes}
        return JsonResponse(newer, status=HTTPStatus.CONFLICT)
    except ValidationError as error:
        return _refuse(error.messages)
    return JsonResponse({"version": kept.version})


def _refuse(problems: list[str]) -> JsonResponse:
    return JsonResponse({"problem": " ".join(problems)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@signed_in
@require_POST
def coding_finish(request: SignedInRequest, pk: int, scheme: str) -> HttpResponse:
    """Finish one's coding; others read it from now on."""
    take = find_take(request.user, pk, CODE)
    found = find_coding(take=take, person=request.user, scheme=_scheme(scheme))
    if found is None:
        return redirect("research:codings", take.pk)
    try:
        finish_coding(coding=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("research:coding", take.pk, scheme)
    messages.success(request, _("Finished. Whoever may enter this review reads your coding."))
    return redirect("research:codings", take.pk)


@signed_in
@require_POST
def coding_reopen(request: SignedInRequest, pk: int, scheme: str) -> HttpResponse:
    """Take one's coding up again to change it."""
    take = find_take(request.user, pk, CODE)
    if found := find_coding(take=take, person=request.user, scheme=_scheme(scheme)):
        reopen_coding(coding=found)
    return redirect("research:coding", take.pk, scheme)


@signed_in
@require_POST
def coding_restart(request: SignedInRequest, pk: int, scheme: str) -> HttpResponse:
    """Put aside a coding that is not finished, to begin with another interval."""
    take = find_take(request.user, pk, CODE)
    if found := find_coding(take=take, person=request.user, scheme=_scheme(scheme)):
        discard_coding(coding=found)
    return redirect("research:coding", take.pk, scheme)


@signed_in
@require_safe
def codings(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what coders found in the take."""
    take = find_take(request.user, pk, FINDINGS)
    context = {
        "take": take,
        "lesson": take.lesson,
        "reports": coding_report(take=take, person=request.user),
        "may_code": request.user.has_perm(CODE, take),
    }
    return render(request, "research/codings.html", context)


@signed_in
@require_safe
def codings_table(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out what was coded of the take as CSV."""
    take = find_take(request.user, pk, FINDINGS)
    name = f"{take.lesson.title}-{take.number}.csv"
    rows = coding_rows(coding_report(take=take, person=request.user))
    return csv_response(name=name, rows=rows)
