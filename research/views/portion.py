"""Dealing the viewpoints of the round's form out to the observers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lessons.views.take import find_led_take
from moke.accounts.request import SignedInRequest
from research.domain.overlap import Overtaken
from research.domain.portion import deal_portions, share_evenly
from research.domain.queries.portion import observers_of, shares_of
from research.domain.round import round_of
from research.domain.wording import read_wording, wording_of
from research.forms.portion import PortionsForm
from research.views.access import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def portions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who watches what, and deal it out: as chosen, or evenly at one press."""
    take = find_led_take(request.user, pk)
    found = round_of(take)
    people = observers_of(take)
    if found is None or found.form is None or not people:
        return render(request, "research/portions.html", {"take": take})
    wording = read_wording(wording_of(form=found.form))
    form = PortionsForm(
        request.POST if request.method == "POST" else None,
        wording=wording,
        people=people,
        shares=shares_of(take),
    )
    try:
        if form.is_valid() and not form.pressed:
            deal_portions(take=take, shares=form.shares, before=form.cleaned_data["before"])
            messages.success(
                request, _("Kept. Everybody sees in their form what they are to watch.")
            )
            return redirect("lessons:take", take.pk)
        if form.pressed:
            shares = share_evenly(viewpoints=list(form.names), people=people)
            deal_portions(take=take, shares=shares, before=form.cleaned_data["before"])
            messages.success(
                request, _("Dealt out evenly. Change by hand what suits somebody better.")
            )
            return redirect("research:portions", take.pk)
    except Overtaken as error:
        form.add_error(None, error)
    context = {"take": take, "portions_form": form, "name": wording.name}
    return render(request, "research/portions.html", context, status=422 if form.errors else 200)
