"""What arrived for a teacher and has no take yet: looked through, deleted, restored."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lessons.domain.inbox import delete_received, restore_received
from lessons.domain.queries.inbox import deleted_of_inbox
from lessons.domain.queries.inbox import inbox as inbox_of
from moke.accounts.request import SignedInRequest
from moke.media.domain.deletion import erase_recording
from moke.media.models import Recording

ROWS_PER_PAGE = 30


@login_required
@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    """List what arrived, and what of it was deleted and can still come back."""
    if not request.user.is_teacher:
        raise PermissionDenied
    arrived = Paginator(inbox_of(request.user), ROWS_PER_PAGE)
    context = {
        "page": arrived.get_page(request.GET.get("page")),
        "deleted": deleted_of_inbox(request.user),
        "kept_days": settings.MOKE_DELETED_KEPT_DAYS,
    }
    return render(request, "lessons/inbox.html", context)


@login_required
@require_POST
def received_delete(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Delete a recording that arrived."""
    recording = _find(request, key)
    try:
        delete_received(recording=recording)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("lessons:inbox")


@login_required
@require_POST
def received_restore(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Put a deleted recording back among what arrived."""
    try:
        restore_received(recording=_find(request, key))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The recording is back."))
    return redirect("lessons:inbox")


@login_required
@require_POST
def received_erase(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Delete the files of a deleted recording for good, before their time."""
    erase_recording(recording=_find(request, key))
    return redirect("lessons:inbox")


def _find(request: SignedInRequest, key: UUID) -> Recording:
    return get_object_or_404(request.user.recordings.filter(take=None), key=key)
