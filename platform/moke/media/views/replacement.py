"""Replacing the file of one's own recording."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from moke.accounts.request import SignedInRequest
from moke.media.domain.queries.replacement import Change, foresee_replacement, hanging
from moke.media.domain.replacement import (
    ask_to_replace,
    check_replacement,
    drop_replacement,
    retry_replacement,
)
from moke.media.enums import UNSETTLED, WANTS_REWORK, Replacing
from moke.media.forms.replacement import ReplacementForm
from moke.media.models import Recording
from moke.media.playback import player_context
from moke.media.views.own import find_own, hears_of_the_end, lead_back
from moke.ui.destination import destination_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def replacement(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Upload another file, be told what becomes of all that hangs on the old one, and confirm."""
    recording = find_own(request, key, "replacement")
    if request.method == "POST":
        return _decide(request, recording)
    if hears_of_the_end(request, getattr(recording, "replacement", None)):
        return HttpResponseClientRefresh()
    return _show(request, recording, ReplacementForm())


@login_required
@require_POST
def replacement_retry(request: HttpRequest, key: UUID) -> HttpResponse:
    """Try once more with the file that could not be put in place."""
    recording = find_own(request, key, "replacement")
    if retry_replacement(recording=recording):
        messages.success(request, _("The new file is tried once more. You can close this page."))
    return lead_back(request, "media:replacement", recording)


@login_required
@require_POST
def replacement_drop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw the new file away and keep the recording as it is."""
    recording = find_own(request, key, "replacement")
    if drop_replacement(recording=recording):
        messages.success(request, _("The new file was thrown away. The recording is as it was."))
    return lead_back(request, "media:replacement", recording)


def _decide(request: HttpRequest, recording: Recording) -> HttpResponse:
    if _state_of(recording) in WANTS_REWORK:
        return lead_back(request, "media:replacement", recording)
    form = ReplacementForm(request.POST)
    if not form.is_valid():
        return _show(request, recording, form, status=422)
    try:
        wanted = check_replacement(recording=recording, start_ms=form.start_ms)
        if not form.cleaned_data["confirmed"]:
            change = foresee_replacement(recording=recording, wanted=wanted)
            return _show(request, recording, form, change=change)
        source = form.cleaned_data["source"]
        ask_to_replace(recording=recording, start_ms=form.start_ms, source=source)
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, recording, form, status=422)
    messages.success(request, _("The new file is being encoded. You can close this page."))
    return lead_back(request, "media:replacement", recording)


def _show(
    request: HttpRequest,
    recording: Recording,
    form: ReplacementForm,
    *,
    change: Change | None = None,
    status: int = 200,
) -> HttpResponse:
    state = _state_of(recording)
    context = {
        "recording": recording,
        "player": player_context(recording, request.user),
        "form": form,
        "change": change,
        "hanging": hanging(recording),
        "work": getattr(recording, "replacement", None),
        "is_under_way": state in UNSETTLED,
        "is_to_decide": state == Replacing.CHOOSING,
        "next_url": destination_of(request),
    }
    return render(request, "media/replacement.html", context, status=status)


def _state_of(recording: Recording) -> str:
    work = getattr(recording, "replacement", None)
    return work.state if work else ""
