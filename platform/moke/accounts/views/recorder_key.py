from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from moke.accounts.domain.queries.recorder_key import recorder_keys
from moke.accounts.domain.recorder_key import issue_recorder_key, revoke_recorder_key
from moke.accounts.forms.recorder_key import RecorderKeyForm
from moke.accounts.request import SignedInRequest
from moke.accounts.views.profile import show_profile


@require_POST
@never_cache
@login_required
def issue_key(request: SignedInRequest) -> HttpResponse:
    """Make a key for a recorder and show it, this once, in full."""
    if not request.user.is_teacher:
        raise PermissionDenied
    form = RecorderKeyForm(request.POST, person=request.user)
    if not form.is_valid():
        return show_profile(request, key_form=form)
    new_key = issue_recorder_key(person=request.user, name=form.cleaned_data["name"])
    return show_profile(request, new_key=new_key)


@require_POST
@login_required
def revoke_key(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make one of the person's own keys useless."""
    key = get_object_or_404(recorder_keys(request.user), pk=pk)
    revoke_recorder_key(key=key)
    messages.success(request, _("The key “%(name)s” is revoked.") % {"name": key.name})
    return redirect("accounts:profile")
