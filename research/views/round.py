"""How colleagues review a take: what its author asks for, and the word that one has finished."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lessons.domain.invitation import finish_review
from lessons.models import Invitation, Take
from lessons.views.take import find_own_take
from moke.accounts.request import SignedInRequest
from research.domain.round import find_missing, round_of, set_round
from research.forms.round import RoundForm
from research.models import Observation
from research.views.access import signed_in


def round_section(request: HttpRequest, take: Take) -> str:
    """Let the author say on the page of a take how colleagues review it."""
    form = RoundForm(found=round_of(take))
    handed_in = Observation.objects.filter(take=take, handed_in_at__isnull=False).count()
    context = {"take": take, "round_form": form, "handed_in": handed_in}
    return render_to_string("research/round.html", context, request)


@signed_in
@require_POST
def round_set(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep how colleagues review the take."""
    take = find_own_take(request.user, pk)
    form = RoundForm(request.POST, found=round_of(take))
    if form.is_valid():
        set_round(take=take, by=request.user, **form.particulars())
        messages.success(request, _("Kept. Whoever reviews the take is asked for this."))
        return redirect("lessons:take", take.pk)
    context = {"take": take, "round_form": form}
    return render(request, "research/round_page.html", context, status=422)


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
