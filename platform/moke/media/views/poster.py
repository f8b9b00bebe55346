"""Choosing the picture that stands for one's own recording."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moke.media.domain.poster import choose_poster, forget_choice
from moke.media.domain.poster_cutting import is_cut_later
from moke.media.forms.poster import PosterForm
from moke.media.models import Recording
from moke.media.playback import player_context
from moke.media.views.own import find_own, lead_back
from moke.ui.clock import write_moment
from moke.ui.destination import destination_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def poster_choice(request: HttpRequest, key: UUID) -> HttpResponse:
    """Choose beside the player which of its pictures stands for the recording."""
    recording = _find_picture(request, key)
    if request.method != "POST":
        at_ms = recording.poster_ms or 0
        return _show(request, recording, PosterForm(initial={"at": write_moment(at_ms)}))
    form = PosterForm(request.POST)
    if not form.is_valid():
        return _show(request, recording, form, status=422)
    try:
        choose_poster(recording=recording, at_ms=form.cleaned_data["at"])
    except ValidationError as error:
        form.add_error("at", error)
        return _show(request, recording, form, status=422)
    return lead_back(request, "media:poster_choice", recording)


@login_required
@require_POST
def poster_forget(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let Moke choose again."""
    recording = _find_picture(request, key)
    forget_choice(recording=recording)
    messages.success(request, _("Moke chooses the cover picture again."))
    return lead_back(request, "media:poster_choice", recording)


def _find_picture(request: HttpRequest, key: UUID) -> Recording:
    recording = find_own(request, key, "owner")
    if not recording.has_picture:
        raise Http404
    return recording


def _show(
    request: HttpRequest, recording: Recording, form: PosterForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "recording": recording,
        "player": player_context(recording, request.user),
        "form": form,
        "is_being_cut": is_cut_later(recording),
        "next_url": destination_of(request),
    }
    return render(request, "media/poster.html", context, status=status)
