"""One lock for all doors but those of the guests' own review."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

GUESTS_DOORS = {
    "home",
    "account_logout",
    "accounts:language",
    "research:guest",
    "research:guide",
    "research:seat_code",
    "research:seat",
    "research:seat_marks",
    "research:room",
    "research:comments",
    "research:room_data",
    "research:room_events",
    "research:chapters",
    "research:visit",
    "research:hand_over_all",
    "research:comment",
    "research:comment_edit",
    "research:comment_delete",
    "research:hand_over",
    "research:assent",
    "research:sketch",
    "research:enclosure",
    "research:enclosure_small",
    "research:reply",
    "research:reply_edit",
    "research:reply_delete",
    "research:finish",
    "research:observation",
    "research:observation_mark",
    "research:observation_restart",
    "research:observation_take_back",
    "media:poster",
    "media:waveform",
    "media:grant",
    "media:file",
    "media:position",
    "media:transcript",
    "media:recording_progress",
    "media:recording_events",
}


class GuestDoorMiddleware:
    """Treat guests from outside as visitors everywhere but in the review that they are asked to.

    The rules let them do little; this keeps them from pages that are for everybody with an
    account, now and when new ones come.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: list, kwargs: dict) -> None:
        match = request.resolver_match
        if match is not None and match.view_name in GUESTS_DOORS:
            return
        if request.user.is_authenticated and request.user.is_guest:
            request.user = AnonymousUser()
            request.auser = _nobody


async def _nobody() -> AnonymousUser:
    return AnonymousUser()
