from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks

from lessons.domain.lesson import publish_plan
from lessons.domain.queries.lesson import LessonView, find_lesson, view_lesson
from lessons.domain.queries.submission import way_up
from lessons.domain.visibility import set_visibility
from lessons.forms.attachment import AttachmentForm
from lessons.forms.decision import DecisionForm
from lessons.forms.lesson import VisibilityForm
from lessons.models import LessonPage, Take
from moke.accounts.request import SignedInRequest
from moke.media.moment import read_moment
from moke.media.playback import player_context


def find_or_404(request: HttpRequest, pk: int) -> LessonPage:
    """Return the lesson, or say 404 where the person must not know of it."""
    lesson = find_lesson(person=request.user, pk=pk)
    if lesson is None:
        raise Http404
    return lesson


@require_safe
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a lesson as a well-set plan, as much of it as the person may see."""
    found = find_lesson(person=request.user, pk=pk)
    if found is None:
        return turn_away(request, pk)
    return render(request, "lessons/lesson.html", page_context(request, found))


def page_context(request: HttpRequest, lesson: LessonPage, form=None, decision=None) -> dict:
    """Return what the lesson page shows; `form` and `decision` are forms with errors.

    Apps that build on lessons add sections with the hook `lesson_sections`: a function of the
    request and the `LessonView` that returns markup, or nothing.
    """
    view = view_lesson(lesson=lesson, person=request.user)
    watchable = any(take.recording.is_ready for take in view.takes)
    way = way_up(lesson=lesson, person=request.user, watchable=watchable)
    if way and way.may_decide and way.state and decision is None:
        decision = DecisionForm(initial={"step": way.state.pk})
    playing = None if view.enters_room else _take_to_play(request, view)
    return {
        "view": view,
        "lesson": lesson,
        "playing": playing,
        "playing_query": f"?take={playing.number}" if playing else "",
        "player": _player(request, playing) if playing else None,
        "sections": [section(request, view) for section in hooks.get_hooks("lesson_sections")],
        "visibility_form": VisibilityForm(initial={"visibility": lesson.visibility}),
        "attachment_form": form or AttachmentForm(),
        "way": way,
        "decision_form": decision,
    }


def _player(request: HttpRequest, take: Take) -> dict:
    chapters_url = reverse("research:chapters", args=[take.pk])
    asked = read_moment(asked=request.GET, recording=take.recording)
    return player_context(take.recording, request.user, chapters_url=chapters_url, asked=asked)


def _take_to_play(request: HttpRequest, view: LessonView) -> Take | None:
    ready = [take for take in view.takes if take.recording.is_ready]
    wished = [take for take in ready if str(take.number) == request.GET.get("take")]
    return next(iter(wished or ready), None)


def turn_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Send strangers to sign in, operators to give a reason; everybody else finds nothing."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    lesson = LessonPage.objects.filter(pk=pk).first()
    if lesson and request.user.has_perm("lessons.give_reason", lesson):
        return redirect("lessons:reason", pk)
    raise Http404


@login_required
@require_POST
def visibility(request: SignedInRequest, pk: int) -> HttpResponse:
    """Widen or narrow who may see the lesson."""
    lesson = find_or_404(request, pk)
    form = VisibilityForm(request.POST)
    if not form.is_valid():
        raise PermissionDenied
    set_visibility(lesson=lesson, visibility=form.cleaned_data["visibility"], by=request.user)
    messages.success(request, _("Saved: who may see the lesson."))
    if request.user.has_perm("lessons.read_lesson", lesson):
        return redirect("lessons:lesson", pk)
    return redirect("lessons:library")


@login_required
@require_POST
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the newest plan to whoever may see the lesson."""
    lesson = find_or_404(request, pk)
    publish_plan(lesson=lesson, by=request.user)
    messages.success(request, _("The plan is published as it stands now."))
    return redirect("lessons:lesson", pk)
