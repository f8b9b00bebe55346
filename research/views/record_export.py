"""A record, or the codings of a take, as a file: asked for, followed while made, fetched."""

from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from lessons.views.door import give_file
from moke.accounts.anybody import Anybody
from moke.accounts.models import User
from moke.accounts.request import SignedInRequest
from moke.ui.live import event_stream
from research.domain.queries.record_export import steps_of
from research.domain.record_export import ask_for_export, is_out_of_date
from research.enums import ExportKind, ExportState
from research.models import RecordExport
from research.views.access import find_take, signed_in
from research.views.record import find_lesson_with_record

FRAGMENT = "research/record_export_steps.html"


@signed_in
@require_POST
def record_exports(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the record made into a file."""
    lesson = find_lesson_with_record(request.user, pk)
    kind = request.POST.get("kind", "")
    if kind not in ExportKind:
        raise BadRequest
    export = ask_for_export(lesson=lesson, reader=request.user, kind=kind, language=get_language())
    return redirect("research:record_export", export.key)


@signed_in
@require_POST
def coding_exports(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have what coders found in a take made into a PDF."""
    take = find_take(request.user, pk, "research.read_findings")
    export = ask_for_export(
        lesson=take.lesson,
        take=take,
        reader=request.user,
        kind=ExportKind.PDF,
        language=get_language(),
    )
    return redirect("research:record_export", export.key)


@signed_in
@require_safe
def record_export(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show how far the file is, and offer it."""
    export = _find_export(request.user, key)
    is_old = export.state == ExportState.READY and is_out_of_date(export=export)
    context = {"export": export, "steps": steps_of(export), "is_old": is_old}
    return render(request, "research/record_export.html", context)


@signed_in
@require_safe
def record_export_progress(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show the steps alone."""
    response = HttpResponse(_steps(_find_export(request.user, key)))
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
async def record_export_events(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Send the steps again whenever something about the file changes."""
    viewer = await request.auser()
    try:
        await sync_to_async(_find_export)(viewer, key)
    except Http404:
        return HttpResponseNotFound()

    def fetch(cursor: str) -> tuple[str, list[tuple[str, str]]]:
        export = _find_export(viewer, key)
        now = f"{export.state}:{export.percent}"
        return now, [] if now == cursor else [("progress", _steps(export))]

    return event_stream(request, fetch, cursor="", interval_s=0.5)


async def record_export_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Give the file to whom it was made for."""
    return await give_file(request, key, _find_ready)


def _steps(export: RecordExport) -> str:
    return render_to_string(FRAGMENT, {"export": export, "steps": steps_of(export)})


def _find_ready(person: Anybody, key: UUID) -> RecordExport | None:
    try:
        export = _find_export(person, key)
    except Http404:
        return None
    return export if export.state == ExportState.READY else None


def _find_export(person: User | Anybody, key: UUID) -> RecordExport:
    """The person's own, as long as they may read the record: all others' are not found.

    Whoever reads a lesson's record reads the findings of its takes, and the other way round.
    """
    exports = RecordExport.objects.select_related(
        "lesson__author", "lesson__school", "take", "wanted_by"
    )
    export = get_object_or_404(exports, key=key, wanted_by=person.pk)
    if not person.has_perm("research.read_record", export.lesson):
        raise Http404
    return export
