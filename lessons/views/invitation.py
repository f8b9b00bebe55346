from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lessons.domain.invitation import change_invitation, invite, withdraw_invitation
from lessons.forms.invitation import ChangeForm, InvitationForm
from lessons.models import Invitation
from lessons.views.take import find_led_take, show_take
from moke.accounts.request import SignedInRequest


@login_required
@require_POST
def invitation_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Invite the chosen colleagues to watch the take."""
    take = find_led_take(request.user, pk)
    form = InvitationForm(request.POST, take=take)
    if form.is_valid():
        try:
            made = invite(take=take, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _say_invited(len(made)))
            return redirect("lessons:take", take.pk)
    return show_take(request, take, form, status=422)


def _say_invited(number: int) -> str:
    return ngettext(
        "%(number)s colleague is invited.", "%(number)s colleagues are invited.", number
    ) % {"number": number}


@login_required
@require_POST
def invitation_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = _find_invitation(request, pk)
    withdraw_invitation(invitation=invitation)
    message = _("%(name)s is no longer invited.") % {"name": invitation.person}
    messages.success(request, message)
    return redirect("lessons:take", invitation.take_id)


@login_required
@require_POST
def invitation_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say anew what one reviewer is to look at, and until when."""
    invitation = _find_invitation(request, pk)
    form = ChangeForm(request.POST, invitation=invitation)
    if form.is_valid():
        try:
            change_invitation(invitation=invitation, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            message = _("Kept. %(name)s sees it beside the recording.")
            messages.success(request, message % {"name": invitation.person})
            return redirect("lessons:take", invitation.take_id)
    take = find_led_take(request.user, invitation.take_id)
    return show_take(
        request, take, InvitationForm(take=take), status=422, changed={invitation.pk: form}
    )


def _find_invitation(request: SignedInRequest, pk: int) -> Invitation:
    invitations = Invitation.objects.select_related("person", "take__lesson")
    invitation = get_object_or_404(invitations, pk=pk)
    if not request.user.has_perm("lessons.invite_reviewer", invitation.take):
        raise Http404
    return invitation
