from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from research.domain.queries.today_lessons import new_lessons


def visitor(request: HttpRequest) -> HttpResponse:
    """The front page for who is not signed in: what Moke is, and the public lessons."""
    return render(request, "research/today_visitor.html", {"lessons": new_lessons(request.user)})
