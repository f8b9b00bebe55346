"""A seat in a live lesson: coming in by the code, and sending what one marks."""

import json
from http import HTTPStatus

from allauth.core import ratelimit
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moke.accounts.request import SignedInRequest
from research.domain.live import find_live, take_seat
from research.domain.live_mark import SentMark, keep_marks
from research.domain.queries.live import own_marks
from research.enums import CommentKind
from research.forms.live import MarkForm, SeatCodeForm
from research.models import LiveLesson
from research.views.access import signed_in

MOST_AT_ONCE = 100
KINDS = (CommentKind.HIGHLIGHT, CommentKind.QUESTION, CommentKind.SUGGESTION, CommentKind.NOTE)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def seat_code(request: SignedInRequest) -> HttpResponse:
    """Ask for the code of a lesson; who has it takes a seat. Guessing has its limit."""
    brought = {"code": request.GET.get("code", "")}
    form = SeatCodeForm(request.POST or None, initial=brought)
    if request.method == "POST" and not _may_try(request):
        form.add_error("code", _("That was too often. Try again in five minutes."))
        return _ask(request, form, HTTPStatus.TOO_MANY_REQUESTS)
    if form.is_valid():
        try:
            found = find_live(code=form.cleaned_data["code"], person=request.user)
            take_seat(live=found, person=request.user)
        except ValidationError as error:
            form.add_error("code", error)
        else:
            return redirect("research:seat", found.pk)
    return _ask(request, form, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)


def _may_try(request: SignedInRequest) -> bool:
    return bool(ratelimit.consume(request, action="seat_code", user=request.user))


def _ask(request: SignedInRequest, form: SeatCodeForm, status: HTTPStatus) -> HttpResponse:
    return render(request, "research/seat_code.html", {"form": form}, status=status)


@signed_in
@require_safe
@never_cache
def seat(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page with the clock and the buttons."""
    found = _find(request, pk)
    context = {
        "live": found,
        "take": found.take,
        "lesson": found.take.lesson,
        "kinds": KINDS,
        "marks": own_marks(live=found, person=request.user),
        "started_ms": _milliseconds(found.started_at),
        "now_ms": _milliseconds(timezone.now()),
    }
    return render(request, "research/seat.html", context)


@signed_in
@require_POST
def seat_marks(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep marks; say what time it is here, and whether the lesson still runs."""
    found = _find(request, pk)
    try:
        sent = _read(request.body)
    except ValueError:
        problem = _("These marks cannot be read. Reload the page.")
        return JsonResponse({"problem": problem}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    refused = keep_marks(live=found, author=request.user, sent=sent) if sent else {}
    now = timezone.now()
    return JsonResponse(
        {"now": _milliseconds(now), "is_running": found.is_running, "refused": refused}
    )


def _find(request: SignedInRequest, pk: int) -> LiveLesson:
    """The lesson in which the person has a seat: 403 to whom is no longer invited."""
    lessons = LiveLesson.objects.select_related("take__lesson__author", "take__recording")
    found = get_object_or_404(lessons, pk=pk, seats__person=request.user)
    if not request.user.has_perm("research.write_comment", found.take):
        raise PermissionDenied
    return found


def _read(body: bytes) -> list[SentMark]:
    """Read marks as a page sends them. Raises ValueError for anything else."""
    sent = json.loads(body)
    if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
        raise ValueError(sent)
    forms = [MarkForm(entry) for entry in sent if isinstance(entry, dict)]
    if len(forms) != len(sent) or not all(form.is_valid() for form in forms):
        raise ValueError(sent)
    return [form.mark() for form in forms]


def _milliseconds(moment) -> int:
    return round(moment.timestamp() * 1000)
