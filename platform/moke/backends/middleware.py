"""What visitors hear while the store of files is away."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from moke.backends.afar import StoreAway

RETRY_S = 30
logger = logging.getLogger(__name__)


class StoreAwayMiddleware:
    """Say that the store of files cannot be reached, and that trying again is worth it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, StoreAway):
            return None
        logger.warning("The store of files is away: %s", exception)
        response = render(None, "503.html", status=503)
        response.headers["Retry-After"] = str(RETRY_S)
        return response
