"""Cutting the beginning and end of one's own recording away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from moke.accounts.request import SignedInRequest
from moke.media.domain.queries.foresight import foresee
from moke.media.domain.trim import ask_to_trim, check_trim, retry_trim
from moke.media.enums import WANTS_REWORK
from moke.media.forms.trim import TrimForm, form_of
from moke.media.models import Recording
from moke.media.playback import player_context, waveform_url
from moke.media.trim import Trim
from moke.media.views.own import find_own, hears_of_the_end, lead_back
from moke.ui.destination import destination_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trim(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Choose beside the player what is kept, be told what becomes of all else, and have it cut."""
    recording = find_own(request, key, "trim_work")
    if request.method != "POST":
        return _show(request, recording, form_of(recording))
    if _is_under_way(recording):
        return lead_back(request, "media:trim", recording)
    form = TrimForm(request.POST)
    if not form.is_valid():
        return _show(request, recording, form, status=422)
    try:
        wanted = check_trim(recording=recording, start_ms=form.start_ms, end_ms=form.end_ms)
        if not form.cleaned_data["confirmed"]:
            return _show(request, recording, form, wanted=wanted)
        hold_back = form.cleaned_data["hold_back"]
        ask_to_trim(recording=recording, wanted=wanted, hold_back=hold_back)
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, recording, form, status=422)
    messages.success(request, _("The recording is being cut. You can close this page."))
    return lead_back(request, "media:trim", recording)


@login_required
@require_POST
def trim_retry(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Try once more to cut what could not be."""
    recording = find_own(request, key, "trim_work")
    if retry_trim(recording=recording):
        messages.success(request, _("The recording is being cut. You can close this page."))
    return lead_back(request, "media:trim", recording)


def _show(
    request: SignedInRequest,
    recording: Recording,
    form: TrimForm,
    *,
    wanted: Trim | None = None,
    status: int = 200,
) -> HttpResponse:
    work = getattr(recording, "trim_work", None)
    if hears_of_the_end(request, work):
        return HttpResponseClientRefresh()
    context = {
        "recording": recording,
        "player": player_context(recording, request.user),
        "waveform": waveform_url(recording),
        "form": form,
        "foreseen": foresee(recording=recording, wanted=wanted) if wanted else None,
        "work": work,
        "is_under_way": _is_under_way(recording),
        "next_url": destination_of(request),
    }
    return render(request, "media/trim.html", context, status=status)


def _is_under_way(recording: Recording) -> bool:
    work = getattr(recording, "trim_work", None)
    return bool(work and work.state in WANTS_REWORK)
