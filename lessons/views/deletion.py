"""Deleting a take, restoring it, and what its addresses say meanwhile."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail import hooks

from lessons.domain.deletion import delete_take, describe_deletion, erase_take, restore_take
from lessons.forms.deletion import DeletionForm
from lessons.models import Take
from lessons.views.take import find_take
from moke.accounts.models import User
from moke.accounts.request import SignedInRequest


@login_required
@require_http_methods(["GET", "POST"])
def take_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what goes and what stays, ask why, and delete the take."""
    take = _find(request.user, pk, "lessons.delete_take")
    if take.deleted_at:
        return redirect("lessons:take", take.pk)
    form = DeletionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            delete_take(take=take, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("lessons:take", take.pk)
    context = {"take": take, "lesson": take.lesson, "form": form}
    context["kept_days"] = settings.MOKE_DELETED_KEPT_DAYS
    status = 422 if form.errors else 200
    return render(request, "lessons/take_delete.html", context, status=status)


@login_required
@require_POST
def take_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a deleted take back."""
    take = _find(request.user, pk, "lessons.restore_take")
    try:
        restore_take(take=take, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The take is back, with all that was written about it."))
    return redirect("lessons:take", take.pk)


@login_required
@require_POST
def take_erase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete the files of a deleted take for good, before their time."""
    take = _find(request.user, pk, "lessons.delete_take")
    erase_take(take=take, by=request.user)
    return redirect("lessons:take", take.pk)


def show_deletion(request: SignedInRequest, take: Take) -> HttpResponse:
    """Say what became of a deleted take to who could see it.

    Apps that build on lessons add what is kept of it with the hook `deleted_take_sections`: a
    function of the request and the take that returns HTML.
    """
    context = {"take": take, "lesson": take.lesson, "sentence": describe_deletion(take)}
    if request.htmx or "X-Requested-With" in request.headers:
        return render(request, "lessons/take_deleted_notice.html", context, status=403)
    sections = hooks.get_hooks("deleted_take_sections")
    deletion = take.recording.deletion
    can_come_back = deletion.erased_at is None
    may_delete = request.user.has_perm("lessons.delete_take", take)
    context |= {
        "may_restore": can_come_back and request.user.has_perm("lessons.restore_take", take),
        "may_erase": can_come_back and may_delete,
        "may_delete": may_delete,
        "typed": request.POST.get("body", ""),
        "deletion": deletion,
        "knows_lesson": request.user.has_perm("lessons.read_lesson", take.lesson),
        "sections": [section(request, take) for section in sections],
    }
    status = 200 if may_delete else 403
    return render(request, "lessons/take_deleted.html", context, status=status)


def _find(user: User, pk: int, permission: str) -> Take:
    take = find_take(user, pk)
    if not user.has_perm(permission, take):
        raise PermissionDenied
    return take
