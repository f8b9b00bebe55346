from collections.abc import Mapping, Sequence

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons.domain.queries.card import Card, as_cards, as_finds, card
from lessons.domain.queries.found import Found, find_in_lessons
from lessons.domain.queries.library import find_parts, look_into_library, suggest_titles
from lessons.forms.library import FILTERS, LibraryForm
from lessons.models import LessonPage
from moke.accounts.anybody import Anybody
from moke.accounts.request import SignedInRequest
from moke.search.excerpt import Marker
from moke.search.text import words_of

CARDS_PER_PAGE = 24


def page_of_cards(request: HttpRequest, lessons) -> Page:
    """Return the page that the request asks for; its `object_list` holds cards."""
    page = Paginator(as_cards(lessons), CARDS_PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [card(lesson=lesson, person=request.user) for lesson in page]
    return page


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Search and browse the lessons that the person may see."""
    form = LibraryForm(request.GET, person=request.user)
    wishes = form.wishes
    words = wishes.get("words", "")
    shelf = look_into_library(person=request.user, wishes=wishes)
    page: Page = Paginator(shelf.ids, CARDS_PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = cards_of(list(page), request.user, words)
    context = {
        "form": form,
        "wishes": wishes,
        "words": words,
        "page": page,
        "found": shelf.found,
        "facets": form.facets(shelf),
        "filters": form.filters(shelf),
        "without_filters": form.url(dict.fromkeys(FILTERS)),
    }
    if words and not shelf.found:
        context["parts"] = find_parts(person=request.user, words=words)
    return render(request, "lessons/library.html", context)


def cards_of(ids: Sequence[int], person: Anybody, words: str) -> list[Card]:
    """Return the cards of lessons, in the order of their ids, with what the words find marked."""
    wanted = words_of(words)
    fetch = as_finds if wanted else as_cards
    lessons = {lesson.pk: lesson for lesson in fetch(LessonPage.objects.filter(pk__in=ids))}
    finds: Mapping[int, Found] = {}
    if wanted:
        finds = find_in_lessons(lessons=lessons.values(), person=person, marker=Marker(wanted))
    return [
        card(lesson=lessons[pk], person=person, found=finds.get(pk)) for pk in ids if pk in lessons
    ]


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Offer titles that hold what is being typed, as the options of the search."""
    words = request.GET.get("words", "")
    titles = suggest_titles(person=request.user, words=words)
    return render(request, "lessons/suggestions.html", {"titles": titles})


@login_required
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Show a teacher their own lessons, the newest work first."""
    if not request.user.is_teacher:
        raise PermissionDenied
    lessons = LessonPage.objects.by(request.user).order_by("-latest_revision_created_at", "-pk")
    return render(request, "lessons/mine.html", {"page": page_of_cards(request, lessons)})
