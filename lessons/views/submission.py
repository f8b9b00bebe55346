from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lessons.domain.queries.submission import awaiting_decision, states_of
from lessons.domain.submission import submit_for_selection, withdraw_submission
from lessons.views.lesson import find_or_404
from lessons.views.library import page_of_cards
from moke.accounts.request import SignedInRequest


def back_to(pk: int) -> HttpResponse:
    """Return to where the lesson page tells of the way up."""
    return redirect(reverse("lessons:lesson", args=[pk]) + "#way-up")


@login_required
@require_POST
def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send one's own lesson up to the district."""
    lesson = find_or_404(request, pk)
    try:
        submit_for_selection(lesson=lesson, by=request.user)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, _("Submitted. You read here what becomes of it."))
    return back_to(pk)


@login_required
@require_POST
def submission_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one's own lesson back from its way up."""
    lesson = find_or_404(request, pk)
    if withdraw_submission(lesson=lesson, by=request.user):
        messages.success(request, _("Taken back. You may submit the lesson again at any time."))
    else:
        messages.info(request, _("There was nothing to take back: the lesson is not on its way."))
    return back_to(pk)


@login_required
@require_safe
def submitted_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the plan as it was submitted, to whoever follows the lesson on its way."""
    lesson = find_or_404(request, pk)
    states = states_of(lesson)
    if not (states and request.user.has_perm("lessons.follow_submission", lesson)):
        raise Http404
    plan = states[-1].revision
    context = {"lesson": lesson, "plan": plan, "submitted": plan.as_object()}
    return render(request, "lessons/submitted_plan.html", context)


@login_required
@require_safe
def submissions(request: SignedInRequest) -> HttpResponse:
    """List what waits for the decision of a school admin or a curator, by subject."""
    if not request.user.has_perm("lessons.see_submissions"):
        raise PermissionDenied
    page = page_of_cards(request, awaiting_decision(person=request.user))
    return render(request, "lessons/submissions.html", {"page": page})
