from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lessons.domain.decision import approve, send_back
from lessons.domain.queries.lesson import find_lesson
from lessons.forms.decision import Choice, DecisionForm
from lessons.models import LessonPage
from lessons.views.lesson import page_context
from lessons.views.submission import back_to
from moke.accounts.models import User
from moke.accounts.request import SignedInRequest


@login_required
@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a lesson pass or send it back; what was typed stays where that cannot be."""
    lesson = find_lesson(person=request.user, pk=pk)
    if lesson is None:
        return nothing_waits(request)
    if not request.user.has_perm("lessons.decide_lesson", lesson):
        raise PermissionDenied
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            said = _decide(lesson, request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return back_to(pk)
    context = page_context(request, lesson, decision=form)
    return render(request, "lessons/lesson.html", context, status=422)


def nothing_waits(request: SignedInRequest) -> HttpResponse:
    """Say to whoever wanted to decide that there is nothing, and give their words back.

    It is the same whether a lesson was made a draft again or never was there.
    """
    context = {"words": request.POST.get("words", "")}
    return render(request, "lessons/nothing_waits.html", context, status=404)


def _decide(lesson: LessonPage, by: User, *, choice: str, words: str, step: int) -> str:
    names = {"author": lesson.author}
    if choice == Choice.SEND_BACK:
        send_back(lesson=lesson, by=by, reason=words, step_id=step)
        return _("Sent back. %(author)s reads your reason and may submit it again.") % names
    if approve(lesson=lesson, by=by, note=words, step_id=step).selected_at:
        return _("Selected. The whole district can see the lesson, and %(author)s knows.") % names
    return _("Recommended. The lesson waits for a curator now.")
