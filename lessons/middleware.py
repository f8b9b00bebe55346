"""One lock for every door that Wagtail has to a lesson."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from lessons.models import LessonPage

GREATEST_ID = 2**63 - 1
PAGE_ARGUMENTS = ("page_id", "page_to_move_id")


class AuthorsDoorMiddleware:
    """Close Wagtail's pages about a lesson to all but its author.

    Wagtail asks for permission view by view, and some name the page before they refuse:
    the workflow's views say its title in the message that they refuse with.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: list, kwargs: dict) -> None:
        match = request.resolver_match
        if match is None or "wagtailadmin_pages" not in match.namespaces:
            return
        asked = (kwargs[name] for name in PAGE_ARGUMENTS if name in kwargs)
        ids = [pk for pk in asked if pk <= GREATEST_ID]
        others = LessonPage.objects.filter(pk__in=ids).exclude(author=request.user.pk)
        if ids and request.user.is_authenticated and others.exists():
            raise PermissionDenied
