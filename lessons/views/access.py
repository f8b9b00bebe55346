from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lessons.domain.access import give_reason
from lessons.forms.access import ReasonForm
from lessons.models import LessonPage
from moke.accounts.request import SignedInRequest


@login_required
def reason(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask an operator why they look at a lesson, and open it for an hour."""
    lesson = get_object_or_404(LessonPage, pk=pk)
    if not request.user.has_perm("lessons.give_reason", lesson):
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        give_reason(lesson=lesson, by=request.user, reason=form.cleaned_data["reason"])
        return redirect("lessons:lesson", pk)
    return render(request, "lessons/reason.html", {"form": form, "lesson": lesson})
