from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks

from lessons.domain.deletion import TakeDeleted
from lessons.domain.invitation import invite_again
from lessons.domain.queries.invitation import (
    MOST_AT_ONCE,
    chosen_colleagues,
    find_colleagues,
    groups_of,
    matching_colleagues,
)
from lessons.domain.queries.take import reviewers
from lessons.domain.take import open_take
from lessons.forms.invitation import ChangeForm, InvitationForm
from lessons.forms.take import TakeForm
from lessons.models import Invitation, LessonPage, Take
from moke.accounts.models import User
from moke.accounts.request import SignedInRequest
from moke.media.domain.recording import retry
from moke.media.forms.captions import CaptionsForm

COLLEAGUES_SHOWN = 12


def find_take(user: User, pk: int) -> Take:
    """The take, if the person may read its lesson."""
    readable = LessonPage.objects.visible_to(user)
    takes = Take.objects.select_related(
        "lesson__author", "lesson__school", "recording", "plan", "deleted_by"
    )
    return get_object_or_404(takes, pk=pk, lesson__in=readable)


def find_own_take(user: User, pk: int) -> Take:
    """The take, if the person is its author."""
    return _find_permitted(user, pk, "lessons.edit_take")


def find_led_take(user: User, pk: int) -> Take:
    """The take, if the person leads its review: its author or the lead of a group of theirs."""
    return _find_permitted(user, pk, "lessons.invite_reviewer")


def _find_permitted(user: User, pk: int, permission: str) -> Take:
    take = find_take(user, pk)
    if user.has_perm(permission, take):
        return take
    if user.has_perm("research.know_of_deletion", take):
        raise TakeDeleted(take)
    raise PermissionDenied


@login_required
def take_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask when and where the lesson was taught, then open its next take."""
    lesson = get_object_or_404(LessonPage.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("lessons.open_take", lesson):
        raise PermissionDenied
    form = TakeForm(request.POST or None, lesson=lesson)
    if form.is_valid():
        try:
            take = open_take(lesson=lesson, by=request.user, **form.particulars())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if form.cleaned_data.get("invite_again"):
                invite_again(take=take, by=request.user, **form.terms())
            return redirect("lessons:take", take.pk)
    return render(request, "lessons/take_new.html", {"lesson": lesson, "form": form})


@login_required
@require_safe
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who leads the review how the recording fares and who is asked to watch it."""
    try:
        take = find_led_take(request.user, pk)
    except TakeDeleted:
        raise
    except PermissionDenied:
        return _lead_to_room(request, pk)
    form = InvitationForm(take=take)
    if request.htmx.target == "colleagues":
        return render(request, "lessons/invitation_choices.html", _choices(request, take))
    return show_take(request, take, form)


def _lead_to_room(request: SignedInRequest, pk: int) -> HttpResponse:
    take = get_object_or_404(Take.objects.select_related("lesson"), pk=pk)
    if not request.user.has_perm("research.enter_room", take):
        raise Http404
    return redirect("research:room", take.pk)


def show_take(
    request: SignedInRequest,
    take: Take,
    form: InvitationForm,
    status: int = 200,
    changed: Mapping[int, ChangeForm] | None = None,
) -> HttpResponse:
    """Render the page of a take around its invitation form; `changed` are refused changes.

    Apps that build on lessons add sections with the hook `take_sections`: a function of the
    request and the take that returns HTML.
    """
    context = {
        "lesson": take.lesson,
        "recording": take.recording,
        "is_author": take.lesson.author_id == request.user.pk,
        "may_delete": request.user.has_perm("lessons.delete_take", take),
        "groups": groups_of(request.user),
        "invitations": _with_forms(take, changed or {}),
        "form": form,
        "captions_form": CaptionsForm(),
        "sections": [section(request, take) for section in hooks.get_hooks("take_sections")],
        **_choices(request, take),
    }
    return render(request, "lessons/take.html", context, status=status)


def _with_forms(
    take: Take, changed: Mapping[int, ChangeForm]
) -> list[tuple[Invitation, ChangeForm]]:
    asked = reviewers(take)
    return [(one, changed.get(one.pk) or ChangeForm(invitation=one)) for one in asked]


def _choices(request: SignedInRequest, take: Take) -> dict:
    sent = request.POST if request.method == "POST" else request.GET
    words = sent.get("q", "")
    chosen = chosen_colleagues(take, sent.getlist("people"))
    found = find_colleagues(take, words, limit=COLLEAGUES_SHOWN)
    matching = matching_colleagues(take, words).count() if words.strip() else 0
    return {
        "together": matching if 1 < matching <= MOST_AT_ONCE else 0,
        "take": take,
        "words": words,
        "chosen": chosen,
        "found": [person for person in found if person not in chosen],
    }


@login_required
@require_POST
def take_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Process a recording once more that could not be processed."""
    take = find_own_take(request.user, pk)
    if retry(recording=take.recording):
        messages.success(request, _("The recording is being processed again."))
    return redirect("lessons:take", take.pk)


@login_required
@require_safe
def take_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the plan as it stood when the take was taught."""
    take = find_take(request.user, pk)
    if not request.user.has_perm("lessons.read_plan", take.lesson):
        raise PermissionDenied
    context = {
        "take": take,
        "lesson": take.plan.as_object(),
        "is_author": request.user.has_perm("lessons.edit_lesson", take.lesson),
    }
    return render(request, "lessons/take_plan.html", context)
