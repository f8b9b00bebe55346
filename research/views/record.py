"""The record of a lesson, to read, to print and as a table."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lessons.domain.queries.lesson import find_lesson
from lessons.models import LessonPage
from moke.accounts.models import User
from moke.accounts.request import SignedInRequest
from moke.ui.spreadsheet import csv_response
from research.domain.coding_sheet import coding_rows
from research.domain.queries.observation import takes_waiting_for
from research.domain.queries.record import Record, record_of
from research.domain.record_sheet import record_rows
from research.views.access import signed_in


@signed_in
@require_safe
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a lesson's whole polishing on one page."""
    found = _find_record(request.user, pk)
    waiting = takes_waiting_for(request.user, [chapter.take for chapter in found.chapters])
    return render(request, "research/record.html", {"record": found, "waiting": waiting})


@signed_in
@require_safe
def record_table(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out the comments of a lesson as CSV."""
    found = _find_record(request.user, pk)
    return csv_response(name=f"{found.lesson.title}-{pk}.csv", rows=record_rows(found))


@signed_in
@require_safe
def record_codes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out what was coded of all takes of a lesson as CSV."""
    found = _find_record(request.user, pk)
    reports = [report for chapter in found.chapters for report in chapter.codings]
    name = _("%(title)s, codes") % {"title": found.lesson.title}
    return csv_response(name=f"{name}.csv", rows=coding_rows(reports))


def find_lesson_with_record(person: User, pk: int) -> LessonPage:
    """The lesson: 404 if it is unknown to the person, 403 if they may not read its record."""
    lesson = find_lesson(person=person, pk=pk)
    if lesson is None:
        raise Http404
    if not person.has_perm("research.read_record", lesson):
        raise PermissionDenied
    return lesson


def _find_record(person: User, pk: int) -> Record:
    return record_of(find_lesson_with_record(person, pk), person)
