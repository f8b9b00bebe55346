"""Marking where in a take's recording the phases of its plan begin."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lessons.models import Take
from lessons.views.take import find_own_take
from moke.accounts.request import SignedInRequest
from moke.media.playback import player_context
from research.domain.phase import set_phases
from research.domain.queries.phases import (
    chapters_of,
    plan_phases,
    suggest_starts,
    taught_phases,
)
from research.forms.phase import PhasesForm
from research.views.access import signed_in


def phases_section(request: HttpRequest, take: Take) -> str:
    """Say on the page of a take where its phases begin, and lead to marking them."""
    if not take.recording.is_ready or take.lesson.author_id != request.user.pk:
        return ""
    context = {"take": take, "phases": taught_phases(take=take)}
    return render_to_string("research/phases_section.html", context, request)


@signed_in
@require_http_methods(["GET", "POST"])
def phases(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark the phases while the recording plays, from what the plan suggests."""
    take = find_own_take(request.user, pk)
    planned = plan_phases(take=take)
    marked = {phase.position: phase.start_ms for phase in taught_phases(take=take)}
    starts = [marked.get(position) for position in range(len(planned))]
    if not marked and take.recording.duration_s:
        minutes = [phase.minutes for phase in planned]
        starts = suggest_starts(
            minutes=minutes, duration_ms=round(take.recording.duration_s * 1000)
        )
    zero_ms = take.recording.zero_ms
    form = PhasesForm(
        request.POST or None, phases=planned, starts=starts, marked=marked, zero_ms=zero_ms
    )
    if form.is_valid():
        try:
            marks = set_phases(take=take, by=request.user, **form.particulars())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _said(bool(marks)))
            return redirect("lessons:take", take.pk)
    recording = take.recording
    context = {
        "take": take,
        "form": form,
        "rows": list(zip(planned, form.visible_fields(), strict=True)),
        "marked": marked,
        "player": player_context(recording, request.user) if recording.is_ready else None,
    }
    return render(request, "research/phases.html", context, status=422 if form.errors else 200)


@require_safe
def chapters(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the phases to the player of whoever may watch: they are no part of the review."""
    take = get_object_or_404(Take.objects.select_related("lesson", "recording"), pk=pk)
    if not request.user.has_perm("media.stream_recording", take.recording):
        raise Http404
    return HttpResponse(
        chapters_of(take=take),
        content_type="text/vtt; charset=utf-8",
        headers={"Cache-Control": "private, no-cache"},
    )


def _said(has_marks: bool) -> str:
    if has_marks:
        return _("Kept. The phases stand under the recording, and takes can be compared by them.")
    return _("No phase is marked any more.")
