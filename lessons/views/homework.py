from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons.domain.queries.homework import homework_of
from lessons.domain.queries.lesson import find_lesson
from lessons.views.lesson import turn_away


@require_safe
def homework(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a lesson leaves to do, as students get it: without answers, for everybody."""
    found = find_lesson(person=request.user, pk=pk)
    if found is None:
        return turn_away(request, pk)
    context = {"lesson": found, "todo": homework_of(found)}
    return render(request, "lessons/homework_page.html", context)
