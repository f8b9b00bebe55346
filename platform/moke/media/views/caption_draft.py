"""Captions that are written from the sound: asked for, and thrown away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moke.media.domain.caption_draft import ask_for_draft, drop_draft
from moke.media.views.captions import find_own, known, lead_to_editor


@login_required
@require_POST
def caption_draft(request: HttpRequest, key: UUID, language: str) -> HttpResponse:
    """Have captions of one's own recording written from the sound."""
    recording, language = find_own(request, key), known(language)
    try:
        ask_for_draft(recording=recording, language=language)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return lead_to_editor(request, recording, language)


@login_required
@require_POST
def caption_draft_drop(request: HttpRequest, key: UUID, language: str) -> HttpResponse:
    """Throw away what was written from the sound, or stop the writing."""
    recording, language = find_own(request, key), known(language)
    drop_draft(recording=recording, language=language)
    messages.success(request, _("What was written from the sound was thrown away."))
    return lead_to_editor(request, recording, language)
