"""How colleagues review a take: what its author asks for, and the word that one has finished."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lessons.domain.invitation import finish_review
from lessons.models import Invitation, Take
from lessons.views.take import find_led_take
from moke.accounts.request import SignedInRequest
from research.domain.overlap import Overtaken
from research.domain.queries.portion import observers_of
from research.domain.round import (
    close_round,
    extend_round,
    find_missing,
    reopen_round,
    round_of,
    set_round,
)
from research.enums import RoundEvent
from research.forms.round import DueForm, RoundForm
from research.models import Observation
from research.tasks import write_of_round_to_reviewers
from research.views.access import signed_in


def round_section(request: HttpRequest, take: Take) -> str:
    """Let who leads the review say on the page of a take how colleagues review it."""
    found = getattr(take, "round", None)
    invited = take.invitations.aggregate(all=Count("pk"), open=Count("pk", filter=Q(done_at=None)))
    context = {
        "take": take,
        "round": found,
        "round_form": RoundForm(found=found),
        "due_form": DueForm(),
        "invited": invited,
        "may_read": request.user.has_perm("research.read_findings", take),
        "without_form": observers_of(take) if found and found.form_id else [],
        "handed_in": Observation.objects.filter(take=take, handed_in_at__isnull=False).count(),
    }
    return render_to_string("research/round.html", context, request)


@signed_in
@require_POST
def round_set(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep how colleagues review the take."""
    take = find_led_take(request.user, pk)
    form = RoundForm(request.POST, found=round_of(take))
    if form.is_valid():
        try:
            set_round(take=take, by=request.user, **form.particulars())
        except Overtaken as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept. Whoever reviews the take is asked for this."))
            return redirect("lessons:take", take.pk)
    context = {"take": take, "round_form": form}
    return render(request, "research/round_page.html", context, status=422)


@signed_in
@require_POST
def round_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the review of the take."""
    take = find_led_take(request.user, pk)
    if close_round(take=take, by=request.user):
        _tell(take, RoundEvent.CLOSED, request)
    messages.success(request, _("The round is closed. Everybody reads everything now."))
    return redirect("lessons:take", take.pk)


@signed_in
@require_POST
def round_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let reviewers add to their review again."""
    take = find_led_take(request.user, pk)
    if reopen_round(take=take):
        _tell(take, RoundEvent.REOPENED, request)
    messages.success(request, _("The round is open again."))
    return redirect("lessons:take", take.pk)


@signed_in
@require_POST
def round_extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give those who have not finished time until another day."""
    take = find_led_take(request.user, pk)
    form = DueForm(request.POST)
    if form.is_valid():
        try:
            number = extend_round(take=take, due_on=form.cleaned_data["due_on"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if number:
                _tell(take, RoundEvent.EXTENDED, request)
            messages.success(request, _say_extended(number))
            return redirect("lessons:take", take.pk)
    context = {"take": take, "due_form": form}
    return render(request, "research/round_page.html", context, status=422)


def _tell(take: Take, event: RoundEvent, request: SignedInRequest) -> None:
    write_of_round_to_reviewers.enqueue(take.pk, event.value, request.user.pk)


def _say_extended(number: int) -> str:
    if not number:
        return _("Whoever has not finished has time until then already.")
    return ngettext(
        "%(number)s reviewer has time until then.",
        "%(number)s reviewers have time until then.",
        number,
    ) % {"number": number}


@signed_in
@require_POST
def finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that the reviewer has finished with the take, unless the round asks for more."""
    invitations = Invitation.objects.select_related("take__lesson")
    invitation = get_object_or_404(invitations, take=pk, person=request.user)
    if not request.user.has_perm("research.write_comment", invitation.take):
        raise PermissionDenied
    if missing := find_missing(take=invitation.take, person=request.user):
        messages.warning(request, " ".join([_("One thing before you finish."), *missing]))
    else:
        finish_review(invitation=invitation)
        messages.success(request, _("The author knows that you have finished. Thank you."))
    return redirect("research:room", pk)
