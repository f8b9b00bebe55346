from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from lessons.domain.lesson import prepare_lesson
from lessons.forms.lesson import PrepareForm
from moke.accounts.request import SignedInRequest


@login_required
def prepare(request: SignedInRequest) -> HttpResponse:
    """Ask for title, subject and grade, then open the plan editor."""
    if not request.user.has_perm("lessons.prepare_lesson"):
        raise PermissionDenied
    form = PrepareForm(request.POST or None, person=request.user)
    if form.is_valid():
        lesson = prepare_lesson(author=request.user, **form.cleaned_data)
        return redirect("wagtailadmin_pages:edit", lesson.pk)
    return render(request, "lessons/prepare.html", {"form": form})
