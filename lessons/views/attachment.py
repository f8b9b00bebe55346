from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lessons.domain.arrival import MAX_BYTES
from lessons.domain.attachment import attach, remove_attachment
from lessons.domain.queries.lesson import attachments_of
from lessons.forms.attachment import AttachmentForm
from lessons.models import Attachment, LessonPage
from lessons.views.door import give_file
from lessons.views.lesson import find_or_404, page_context
from moke.accounts.anybody import Anybody
from moke.accounts.request import SignedInRequest
from moke.media.bodies import takes_bodies


@require_safe
async def attachment(request: HttpRequest, key: UUID, name: str) -> HttpResponseBase:
    """Give an attachment to whoever may read its lesson. The key finds it, not the name."""
    return await give_file(request, key, _find_readable)


def _find_readable(user: Anybody, key: UUID) -> Attachment | None:
    """Students get what was made for them, others all of a lesson that they may read."""
    readable = LessonPage.objects.visible_to(user)
    found = Attachment.objects.filter(key=key, lesson__in=readable).select_related("lesson").first()
    if found is None:
        return None
    reads_plan = user.has_perm("lessons.read_plan", found.lesson)
    return found if found in attachments_of(lesson=found.lesson, reads_plan=reads_plan) else None


@takes_bodies(up_to_bytes=MAX_BYTES)
@login_required
@require_POST
def attachment_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Attach a file to one's own lesson."""
    lesson = find_or_404(request, pk)
    if not request.user.has_perm("lessons.edit_lesson", lesson):
        raise PermissionDenied
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        kind, upload = form.cleaned_data["kind"], form.cleaned_data["file"]
        try:
            added = attach(lesson=lesson, kind=kind, upload=upload, by=request.user)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, _("%(name)s is attached.") % {"name": added.name})
            return redirect(reverse("lessons:lesson", args=[lesson.pk]) + "#attachments")
    return render(
        request, "lessons/lesson.html", page_context(request, lesson, form=form), status=422
    )


@login_required
@require_POST
def attachment_delete(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Remove a file from one's own lesson."""
    readable = LessonPage.objects.visible_to(request.user)
    found = get_object_or_404(Attachment, key=key, lesson__in=readable)
    lesson = found.lesson
    remove_attachment(attachment=found, by=request.user)
    messages.success(request, _("%(name)s was removed.") % {"name": found.name})
    return redirect(reverse("lessons:lesson", args=[lesson.pk]) + "#attachments")
