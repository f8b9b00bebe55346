"""Captions: put in as files, changed in the page, read and searched beside the player."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moke.media.domain.captions import (
    EditedMeanwhile,
    cues_of,
    edit_captions,
    languages_of,
    put_captions,
    read_captions,
    remove_captions,
)
from moke.media.enums import WANTS_DRAFTING, CaptionLanguage, Drafting
from moke.media.forms.captions import CaptionsForm, CuesForm
from moke.media.models import Recording
from moke.media.playback import player_context
from moke.media.speech import languages_heard
from moke.ui.destination import destination_of

NEW_TRACK = "WEBVTT\n\n"


@login_required
@require_POST
def captions(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make a file the captions of one's own recording, and lead back to `next`."""
    recording = find_own(request, key)
    form = CaptionsForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        try:
            put_captions(recording=recording, upload=data["file"], language=data["language"])
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, _("The recording has captions now."))
            return redirect(destination_of(request))
    context = {
        "recording": recording,
        "captions_form": form,
        "next_url": destination_of(request),
    }
    return render(request, "media/captions_page.html", context, status=422)


@login_required
@require_POST
def captions_remove(request: HttpRequest, key: UUID, language: str) -> HttpResponse:
    """Take the captions of one's own recording in a language away, and lead back to `next`."""
    recording = find_own(request, key)
    remove_captions(recording=recording, language=known(language))
    messages.success(request, _("The captions were removed."))
    return redirect(destination_of(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def captions_edit(request: HttpRequest, key: UUID, language: str) -> HttpResponse:
    """Write captions beside the player, cue by cue. What was typed is never given up.

    Where a draft was written from the sound, that is what is edited.
    """
    recording = find_own(request, key)
    if not recording.is_ready:
        raise Http404
    language = known(language)
    if request.method != "POST":
        text = _draft_of(recording, language) or _track_of(recording, language)
        based_on = recording.tracks.get(language, "")
        return _show_editor(
            request, recording, language, CuesForm(initial={"text": text, "based_on": based_on})
        )
    form = CuesForm(request.POST)
    if not form.is_valid():
        return _show_editor(request, recording, language, form, status=422)
    try:
        edit_captions(recording=recording, language=language, **form.cleaned_data)
    except EditedMeanwhile:
        recording.refresh_from_db()
        data = request.POST.copy()
        data["based_on"] = recording.tracks.get(language, "")
        return _show_editor(request, recording, language, CuesForm(data), HTTPStatus.CONFLICT)
    except ValidationError as error:
        form.add_error("text", error)
        return _show_editor(request, recording, language, form, status=422)
    messages.success(request, _("The captions were saved."))
    return lead_to_editor(request, recording, language)


@require_GET
def transcript(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what is said, with its times, to whoever may watch: in the language asked for."""
    recording = get_object_or_404(Recording, key=key)
    if not (recording.is_ready and request.user.has_perm("media.stream_recording", recording)):
        raise Http404
    languages = languages_of(recording)
    asked = request.GET.get("language", "")
    language = asked if asked in languages else next(iter(languages), "")
    track = read_captions(recording=recording, language=language)
    context = {
        "recording": recording,
        "language": language,
        "cues": cues_of(track),
        "may_edit": request.user.has_perm("media.upload_recording", recording),
    }
    response = render(request, "media/transcript_cues.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def lead_to_editor(request: HttpRequest, recording: Recording, language: str) -> HttpResponse:
    """Lead to the editor of a language, which leads back to `next`."""
    query = urlencode({"next": destination_of(request)})
    return redirect(f"{reverse('media:captions_edit', args=[recording.key, language])}?{query}")


def _draft_of(recording: Recording, language: str) -> str:
    drafts = recording.caption_drafts.filter(language=language, state=Drafting.DONE)
    return drafts.values_list("text", flat=True).first() or ""


def _track_of(recording: Recording, language: str) -> str:
    return read_captions(recording=recording, language=language) or NEW_TRACK


def _show_editor(
    request: HttpRequest, recording: Recording, language: str, form: CuesForm, status: int = 200
) -> HttpResponse:
    draft = recording.caption_drafts.filter(language=language).first()
    context = {
        "recording": recording,
        "player": player_context(recording, request.user),
        "language": language,
        "draft": draft,
        "is_drafting": bool(draft and draft.state in WANTS_DRAFTING),
        "is_heard": language in languages_heard(),
        "has_captions": language in recording.tracks,
        "languages": CaptionLanguage.choices,
        "form": form,
        "is_conflict": status == HTTPStatus.CONFLICT,
        "next_url": destination_of(request),
    }
    return render(request, "media/captions_edit.html", context, status=status)


def known(language: str) -> str:
    """Return the code of a language that captions may be in. Raises Http404."""
    if language not in CaptionLanguage.values:
        raise Http404
    return language


def find_own(request: HttpRequest, key: UUID) -> Recording:
    """Return the person's own recording. Raises PermissionDenied, Http404."""
    recording = get_object_or_404(Recording, key=key)
    if request.user.has_perm("media.upload_recording", recording):
        return recording
    if request.user.has_perm("media.stream_recording", recording):
        raise PermissionDenied
    raise Http404
