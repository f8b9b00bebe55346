"""One lock for all of Wagtail's doors to a lesson, one word at all doors to a deleted take."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from lessons.domain.deletion import TakeDeleted
from lessons.models import CollectionPage, LessonPage
from lessons.views.deletion import show_deletion
from moke.accounts.request import SignedInRequest

GREATEST_ID = 2**63 - 1
PAGE_ARGUMENTS = ("page_id", "page_to_move_id")


class AuthorsDoorMiddleware:
    """Close Wagtail's pages about a lesson to all but its author, about collections to all but
    curators.

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
        if ids and request.user.is_authenticated and _are_closed(ids, request.user):
            raise PermissionDenied


def _are_closed(ids: list[int], person) -> bool:
    if LessonPage.objects.filter(pk__in=ids).exclude(author=person.pk).exists():
        return True
    return not person.is_curator and CollectionPage.objects.filter(pk__in=ids).exists()


class DeletedTakeMiddleware:
    """Say who deleted a take, and why, at each of its doors to those who could enter by it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: SignedInRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, TakeDeleted):
            return show_deletion(request, exception.take)
        return None
