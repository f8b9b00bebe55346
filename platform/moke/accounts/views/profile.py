from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from moke.accounts.domain.membership import set_subjects
from moke.accounts.domain.profile import change_profile
from moke.accounts.domain.queries.recorder_key import recorder_keys
from moke.accounts.forms.profile import ProfileForm
from moke.accounts.forms.recorder_key import RecorderKeyForm
from moke.accounts.models import User
from moke.accounts.request import SignedInRequest
from moke.accounts.views.language import remember_language


@never_cache
@login_required
def profile(request: SignedInRequest) -> HttpResponse:
    """Show and change what the person says about themselves."""
    person = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=person, initial=spoken(request))
    if request.method != "POST" or not form.is_valid():
        return show_profile(request, form=form)
    change_profile(
        person=person,
        name=form.cleaned_data["name"],
        email=form.cleaned_data["email"],
        language=form.cleaned_data["language"],
    )
    if "subjects" in form.fields:
        set_subjects(person=person, subjects=form.cleaned_data["subjects"])
    with translation.override(person.language):
        messages.success(request, _("Your profile is saved."))
    response = redirect("accounts:profile")
    remember_language(response, person.language)
    return response


def show_profile(
    request: SignedInRequest,
    *,
    form: ProfileForm | None = None,
    key_form: RecorderKeyForm | None = None,
    new_key: str = "",
) -> HttpResponse:
    """Render the profile page, with the forms as far as they got."""
    person = User.objects.get(pk=request.user.pk)
    context = {
        "form": form or ProfileForm(instance=person, initial=spoken(request)),
        "memberships": request.user.standing,
        "keys": recorder_keys(person),
        "key_form": key_form or RecorderKeyForm(person=person),
        "new_key": new_key,
    }
    return render(request, "accounts/profile.html", context)


def spoken(request: SignedInRequest) -> dict[str, str]:
    """The language that the page speaks, for who has not chosen one."""
    return {"language": request.user.language or request.LANGUAGE_CODE}
