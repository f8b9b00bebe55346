from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons.domain.queries.card import as_cards, card
from lessons.domain.queries.library import library as lessons_in_library
from lessons.forms.library import LibraryForm
from lessons.models import LessonPage
from moke.accounts.request import SignedInRequest

CARDS_PER_PAGE = 24


def page_of_cards(request: HttpRequest, lessons) -> Page:
    """Return the page that the request asks for; its `object_list` holds cards."""
    page = Paginator(as_cards(lessons), CARDS_PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [card(lesson=lesson, person=request.user) for lesson in page]
    return page


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Browse the lessons that the person may see."""
    form = LibraryForm(request.GET, person=request.user)
    wishes = form.wishes()
    page = page_of_cards(request, lessons_in_library(person=request.user, wishes=wishes))
    filters = len(wishes.keys() - {"words"})
    context = {"form": form, "page": page, "wishes": wishes, "filters": filters}
    return render(request, "lessons/library.html", context)


@login_required
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Show a teacher their own lessons, the newest work first."""
    if not request.user.is_teacher:
        raise PermissionDenied
    lessons = LessonPage.objects.by(request.user).order_by("-latest_revision_created_at", "-pk")
    return render(request, "lessons/mine.html", {"page": page_of_cards(request, lessons)})
