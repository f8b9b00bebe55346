"""A lesson observed in the room, for who leads it: its code, who is in, and where marks lie."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lessons.models import Take
from moke.accounts.request import SignedInRequest
from moke.media.playback import player_context
from moke.ui.qr import draw_qr
from research.domain.live import end_live, start_live
from research.domain.live_placing import align_marks, place_marks, suggest_start
from research.domain.queries.live import find_live_of, placing_of, who_is_in
from research.forms.live import AlignForm
from research.models import LiveLesson
from research.views.access import find_take, signed_in

LEAD = "research.lead_round"
STEPS_S = (-10, -1, 1, 10)


def live_section(request: HttpRequest, take: Take) -> str:
    """Lead from the page of a take to observing it in the room."""
    found = find_live_of(take)
    if found is None and take.recording.is_ready:
        return ""
    context = {"take": take, "live": found}
    return render_to_string("research/live_section.html", context, request)


@signed_in
@require_safe
@never_cache
def live(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how to start, the code and who is in, or where the marks will lie."""
    take = find_take(request.user, pk, LEAD)
    found = find_live_of(take)
    context = {"take": take, "live": found, "is_author": take.lesson.author_id == request.user.pk}
    if found is None:
        return render(request, "research/live.html", context)
    found.take = take
    context |= {"seats": who_is_in(found)}
    if found.is_running:
        address = settings.WAGTAILADMIN_BASE_URL + reverse("research:seat_code")
        context["address"] = address.partition("://")[2]
        context["qr"] = draw_qr(f"{address}?code={found.code}")
        return render(request, "research/live_running.html", context)
    if not take.recording.is_ready:
        return render(request, "research/live_over.html", context)
    return _show_alignment(request, found, AlignForm(live=found), context)


def _show_alignment(
    request: SignedInRequest, found: LiveLesson, form: AlignForm, context: dict
) -> HttpResponse:
    context |= {
        "form": form,
        "steps": STEPS_S,
        "suggested": suggest_start(live=found),
        "placing": placing_of(live=found, person=request.user),
        "shift": f"{round(found.shift_ms / 1000):+d}" if found.shift_ms else "0",
        "player": player_context(found.take.recording, request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "research/live_align.html", context, status=status)


def _find(request: SignedInRequest, pk: int) -> LiveLesson:
    take = find_take(request.user, pk, LEAD)
    found = get_object_or_404(LiveLesson, take=take)
    found.take = take
    return found


@signed_in
@require_POST
def live_start(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin, and show the code."""
    take = find_take(request.user, pk, LEAD)
    try:
        start_live(take=take, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("research:live", pk)


@signed_in
@require_POST
def live_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the lesson; the code is dead."""
    end_live(live=_find(request, pk))
    messages.success(request, _("The lesson has ended. Its code opens nothing any more."))
    return redirect("research:live", pk)


@signed_in
@require_POST
def live_align(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep when the recording begins and how marks, and the comments they became, are moved."""
    found = _find(request, pk)
    if not found.take.recording.is_ready:
        return redirect("research:live", pk)
    form = AlignForm(request.POST, live=found)
    if form.is_valid():
        try:
            number = align_marks(live=found, **form.particulars())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if number:
                messages.success(request, _say_moved(number))
            return redirect("research:live", pk)
    context = {"take": found.take, "live": found, "seats": who_is_in(found)}
    return _show_alignment(request, found, form, context)


def _say_moved(number: int) -> str:
    return ngettext(
        "%(number)d comment in the review room moved along.",
        "%(number)d comments in the review room moved along.",
        number,
    ) % {"number": number}


@signed_in
@require_POST
def live_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Turn the marks within the recording into comments."""
    found = _find(request, pk)
    try:
        number = place_marks(live=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = ngettext(
            "%(number)d mark is a comment in the review room now.",
            "%(number)d marks are comments in the review room now.",
            number,
        )
        messages.success(request, said % {"number": number})
    return redirect("research:live", pk)
