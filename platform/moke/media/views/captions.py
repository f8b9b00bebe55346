from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moke.media.domain.captions import put_captions, remove_captions
from moke.media.forms.captions import CaptionsForm
from moke.media.models import Recording
from moke.ui.destination import destination_of


@login_required
@require_POST
def captions(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make a file the captions of one's own recording, and lead back to `next`."""
    recording = _find_own(request, key)
    form = CaptionsForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            put_captions(recording=recording, upload=form.cleaned_data["file"])
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
def captions_remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the captions of one's own recording away, and lead back to `next`."""
    remove_captions(recording=_find_own(request, key))
    messages.success(request, _("The captions were removed."))
    return redirect(destination_of(request))


def _find_own(request: HttpRequest, key: UUID) -> Recording:
    recording = get_object_or_404(Recording, key=key)
    if request.user.has_perm("media.upload_recording", recording):
        return recording
    if request.user.has_perm("media.stream_recording", recording):
        raise PermissionDenied
    raise Http404
