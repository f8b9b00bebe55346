"""What workers do with recordings, in Wagtail's admin: looked at, tried again, stopped."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from moke.media.domain.blur import retry_blurring
from moke.media.domain.caption_draft import retry_draft, stop_draft
from moke.media.domain.queries.line import see_line
from moke.media.domain.queries.workload import (
    BLURRED,
    HEARD,
    LISTS,
    REFINED,
    REPLACED,
    RUNNING,
    TRIMMED,
    WAITING,
    drafts,
    recordings_of,
    refinements,
    reworks,
    waiting_recordings,
    workload,
)
from moke.media.domain.recording import retry, stop
from moke.media.domain.refinement import retry_refinement, stop_refinement
from moke.media.domain.replacement import retry_replacement
from moke.media.domain.rework import stop_rework
from moke.media.domain.trim import retry_trim
from moke.media.models import BlurWork, Recording, Replacement, TrimWork

A_PAGE = 30
Deed = tuple[Callable[..., bool], str]
DEEDS: dict[str, Deed] = {
    "retry": (
        lambda recording: retry(recording=recording),
        gettext_noop("The recording will be processed once more."),
    ),
    "stop": (
        lambda recording: stop(recording=recording),
        gettext_noop("The processing was stopped. Whoever uploaded the recording is told."),
    ),
    "refine": (
        lambda recording: retry_refinement(refinement=recording.refinement),
        gettext_noop("The recording will be encoded for many viewers in idle time."),
    ),
    "blur": (
        lambda recording: retry_blurring(recording=recording),
        gettext_noop("The faces will be blurred once more."),
    ),
    "trim": (
        lambda recording: retry_trim(recording=recording),
        gettext_noop("The recording will be cut once more."),
    ),
    "replace": (
        lambda recording: retry_replacement(recording=recording),
        gettext_noop("The file will be tried once more."),
    ),
    "stop-blur": (
        lambda recording: stop_rework(kind=BlurWork, recording=recording),
        gettext_noop("The blurring was stopped. What was hidden stays hidden."),
    ),
    "stop-trim": (
        lambda recording: stop_rework(kind=TrimWork, recording=recording),
        gettext_noop("The cutting was stopped. What was hidden stays hidden."),
    ),
    "stop-replace": (
        lambda recording: stop_rework(kind=Replacement, recording=recording),
        gettext_noop("The replacing was stopped. The file before stays."),
    ),
    "leave": (
        lambda recording: stop_refinement(refinement=recording.refinement),
        gettext_noop("The encode for many viewers was stopped. What is published stays."),
    ),
}
DEEDS_IN_A_LANGUAGE: dict[str, Deed] = {
    "write": (
        lambda recording, language: retry_draft(recording=recording, language=language),
        gettext_noop("The captions will be written once more."),
    ),
    "stop-write": (
        lambda recording, language: stop_draft(recording=recording, language=language),
        gettext_noop("The writing of captions was stopped."),
    ),
}


@require_GET
def processing(request: HttpRequest) -> HttpResponse:
    """List what is running, waits or failed, and how much room there is."""
    _demand_operator(request)
    shown = request.GET.get("show", RUNNING)
    if shown not in LISTS:
        raise Http404
    line = see_line()
    others: dict[str, Callable[[], Sequence[Any] | QuerySet[Any]]] = {
        WAITING: lambda: waiting_recordings(line=line),
        REFINED: refinements,
        BLURRED: lambda: reworks(BlurWork),
        TRIMMED: lambda: reworks(TrimWork),
        REPLACED: lambda: reworks(Replacement),
        HEARD: drafts,
    }
    rows = others[shown]() if shown in others else recordings_of(shown)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("p"))
    load = workload()
    context = {
        "shown": shown,
        "lists": [(name, label, load.counts[name]) for name, label in LISTS.items()],
        "page": page,
        "load": load,
        "line": line,
    }
    return render(request, "media/admin/processing.html", context)


@require_POST
def processing_do(request: HttpRequest, key: UUID, deed: str) -> HttpResponse:
    """Try a recording again or stop it; doing so twice changes nothing more."""
    _demand_operator(request)
    do, said = _deed_named(deed, request.POST.get("language", ""))
    recording = get_object_or_404(Recording.objects.select_related("refinement"), key=key)
    if deed in {"refine", "leave"} and not hasattr(recording, "refinement"):
        raise Http404
    if do(recording):
        messages.success(request, _(said))
    else:
        messages.info(request, _("Nothing was changed: it is in another state by now."))
    shown = request.POST.get("show", RUNNING)
    return redirect(f"{reverse('processing')}?show={shown if shown in LISTS else RUNNING}")


def _deed_named(name: str, language: str) -> Deed:
    if name in DEEDS:
        return DEEDS[name]
    if name not in DEEDS_IN_A_LANGUAGE:
        raise Http404
    do, said = DEEDS_IN_A_LANGUAGE[name]
    return partial(do, language=language), said


def _demand_operator(request: HttpRequest) -> None:
    if not request.user.has_perm("media.oversee_processing"):
        raise PermissionDenied
