"""What somebody, or all teachers of a school, reviewed and taught in a term."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from moke.accounts.enums import Role
from moke.accounts.models import School, User
from moke.accounts.request import SignedInRequest
from moke.curriculum.terms import SchoolTerm, read_term, term_of
from moke.ui.spreadsheet import csv_response
from research.domain.queries.work import (
    BESIDES,
    Piece,
    TermWork,
    takes_open_to,
    teachers_of,
    work_in,
)
from research.views.access import signed_in

MINUTE_S = 60
CSV = "csv"
PIECES = "pieces"
"""What `?as=` asks for a table with: of totals, or with a row for each piece of work."""


@signed_in
@require_safe
def work(request: SignedInRequest) -> HttpResponse:
    """Show one's own work in a term."""
    return _show_work(request, request.user)


@signed_in
@require_safe
def work_of_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show somebody's work in a term to who runs their school or the district."""
    return _show_work(request, get_object_or_404(User.objects.filter(is_active=True), pk=pk))


@signed_in
@require_safe
def work_of_school(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what each teacher of a school did in a term."""
    school = get_object_or_404(School, pk=pk)
    if not request.user.has_perm("research.see_work_of_school", school):
        raise Http404
    term = _term(request)
    works = work_in(people=teachers_of(school), term=term)
    if request.GET.get("as") == CSV:
        return csv_response(name=f"{school}-{term.code}.csv", rows=_rows_of_school(works))
    if request.GET.get("as") == PIECES:
        pieces = _pieces_of_school(request.user, works)
        return csv_response(name=f"{school}-{term.code}-pieces.csv", rows=pieces)
    context = {"school": school, "works": works, **_terms(term)}
    return render(request, "research/work_school.html", context)


def _show_work(request: SignedInRequest, person: User) -> HttpResponse:
    if not request.user.has_perm("research.see_work", person):
        raise PermissionDenied if person == request.user else Http404
    term = _term(request)
    (done,) = work_in(people=[person], term=term)
    open_to = takes_open_to(request.user, [done])
    if request.GET.get("as") == CSV:
        return csv_response(name=f"{person}-{term.code}.csv", rows=_rows(done, open_to))
    context = {
        "work": done,
        "open_to": open_to,
        "schools": _schools(request.user) if person == request.user else [],
        **_terms(term),
    }
    return render(request, "research/work.html", context)


def _term(request: HttpRequest) -> SchoolTerm:
    today = term_of(timezone.localdate())
    return min(read_term(request.GET.get("term", "")) or today, today)


def _terms(term: SchoolTerm) -> dict:
    later = term.next if term < term_of(timezone.localdate()) else None
    return {"term": term, "earlier": term.before, "later": later}


def _schools(person: User) -> list[School]:
    if person.is_curator:
        return list(School.objects.order_by("name"))
    return [m.school for m in person.standing if m.role == Role.SCHOOL_ADMIN and m.school]


def _pieces_of_school(viewer: User, works: list[TermWork]) -> Iterator[list[str]]:
    open_to = takes_open_to(viewer, works)
    yield [_("Name"), *_head()]
    for done in works:
        for piece in done.pieces:
            yield [str(done.person), *_row(piece, open_to)]


def _rows(done: TermWork, open_to: set[int]) -> Iterator[list[str]]:
    yield _head()
    for piece in done.pieces:
        yield _row(piece, open_to)


def _head() -> list[str]:
    return [
        *(_("Day"), _("As what"), _("Lesson"), _("Take"), _("School"), _("Subject"), _("Grade")),
        *(_("Minutes of recording"), _("Comments"), _("Observation form")),
    ]


def _row(piece: Piece, open_to: set[int]) -> list[str]:
    lesson = piece.take.lesson
    title = lesson.title if piece.take.pk in open_to else _("A lesson that is not open to you")
    return [
        date_format(piece.on, "Y-m-d"),
        str(piece.role.label),
        title,
        str(piece.take.number),
        str(lesson.school),
        lesson.get_subject_display(),
        lesson.get_grade_display(),
        f"{piece.duration_s / MINUTE_S:.1f}",
        str(piece.comments),
        _("handed in") if piece.has_form else "",
    ]


def _rows_of_school(works: list[TermWork]) -> Iterator[list[str]]:
    yield [
        *(_("Name"), _("Reviewed"), _("Minutes reviewed"), _("Comments"), _("Forms")),
        *(_("Taught"), _("Minutes taught"), _("Led"), _("Coded"), _("Observed live")),
    ]
    for done in works:
        yield [
            str(done.person),
            str(len(done.reviewed)),
            f"{done.reviewed_s / MINUTE_S:.1f}",
            str(done.comments),
            str(done.forms),
            str(len(done.taught)),
            f"{done.taught_s / MINUTE_S:.1f}",
            *(str(done.count(role)) for role in BESIDES),
        ]
