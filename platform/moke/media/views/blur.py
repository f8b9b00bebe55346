"""Blurring faces in one's own recording, and holding it back until they are."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from moke.accounts.request import SignedInRequest
from moke.media.domain.blur import (
    ask_to_blur,
    boxes_to_decide,
    hold_back,
    retry_blurring,
    show_again,
)
from moke.media.enums import WANTS_REWORK
from moke.media.forms.blur import BlurBoxSet, HoldForm, blurs_in, boxes_of
from moke.media.models import Recording
from moke.media.playback import player_context
from moke.media.views.own import find_own, hears_of_the_end, lead_back
from moke.ui.destination import destination_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def blur(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Draw boxes over faces beside the player, and have them burnt in."""
    recording = _find_own(request, key)
    if hears_of_the_end(request, getattr(recording, "blur_work", None)):
        return HttpResponseClientRefresh()
    if request.method != "POST":
        return _show(request, recording, boxes_of(boxes_to_decide(recording=recording)), HoldForm())
    boxes, hold_form = BlurBoxSet(request.POST), HoldForm(request.POST)
    problem = ""
    if boxes.is_valid() and hold_form.is_valid():
        try:
            ask_to_blur(
                recording=recording,
                boxes=blurs_in(boxes),
                hold_back=hold_form.cleaned_data["hold_back"],
            )
        except ValidationError as error:
            problem = error.messages[0]
        else:
            messages.success(request, _("The boxes are being blurred. You can close this page."))
            return lead_back(request, "media:blur", recording)
    return _show(request, recording, boxes, hold_form, problem=problem, status=422)


@login_required
@require_POST
def blur_retry(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Try once more to burn in what could not be."""
    recording = _find_own(request, key)
    if retry_blurring(recording=recording):
        messages.success(request, _("The boxes are being blurred. You can close this page."))
    return lead_back(request, "media:blur", recording)


@login_required
@require_POST
def hold(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Hide one's own recording from everybody else, or show it again with `show`."""
    recording = _find_own(request, key)
    if "show" in request.POST:
        show_again(recording=recording)
        messages.success(request, _("Whoever may see the lesson can watch the recording again."))
    else:
        hold_back(recording=recording)
        messages.success(request, _("Nobody but you can watch the recording now."))
    return lead_back(request, "media:blur", recording)


def _show(
    request: SignedInRequest,
    recording: Recording,
    boxes,
    hold_form: HoldForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    work = getattr(recording, "blur_work", None)
    context = {
        "recording": recording,
        "player": player_context(recording, request.user),
        "boxes": boxes,
        "hold_form": hold_form,
        "problem": problem,
        "has_old_boxes": bool(boxes_to_decide(recording=recording)),
        "work": work,
        "is_under_way": bool(work and work.state in WANTS_REWORK),
        "drawn": recording.blur_boxes.all(),
        "next_url": destination_of(request),
    }
    return render(request, "media/blur.html", context, status=status)


def _find_own(request: SignedInRequest, key: UUID) -> Recording:
    recording = find_own(request, key, "blur_work")
    if not recording.has_picture:
        raise Http404
    return recording
