"""How large a request's body may be. What is larger is refused before a byte of it is read.

Django's ASGI handler takes in a whole body before a view runs, on disk where it is large, and
from people who may not send it at all. So each address says how much it takes, and all that
say nothing take little.
"""

import asyncio
import io
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_request, override

MIB = 1024**2
USUAL_BYTES = 16 * MIB
ENVELOPE_BYTES = 10 * MIB  # of a form around its file: other fields, boundaries, more files
LINGER_S = 5


class BodyTooLarge(Exception):
    """More bytes than the address takes came, or are announced."""


def takes_bodies[V: Callable[..., Any]](*, up_to_bytes: int) -> Callable[[V], V]:
    """Let a view take forms with a file of `up_to_bytes`; others take 16 MB in all."""

    def mark(view: V) -> V:
        view.most_body_bytes = up_to_bytes + ENVELOPE_BYTES  # type: ignore[attr-defined]
        return view

    return mark


def most_bytes(path: str) -> int:
    """Return how many bytes a body sent to the path may have."""
    try:
        view = resolve(path).func
    except Resolver404:
        return USUAL_BYTES
    return getattr(view, "most_body_bytes", USUAL_BYTES)


def announced_bytes(scope: dict[str, Any]) -> int:
    """Return the length of the body by its header; 0 where none is said."""
    said = header(scope, b"content-length")
    return int(said) if said.isascii() and said.isdigit() else 0


def header(scope: dict[str, Any], name: bytes) -> bytes:
    """Return a header of the request, or nothing."""
    return next((value for key, value in scope["headers"] if key.lower() == name), b"")


def counting(receive: Callable[..., Any], *, most: int) -> Callable[..., Any]:
    """Wrap `receive` so that it raises BodyTooLarge once more than `most` bytes came."""
    came = 0

    async def receive_counted() -> dict[str, Any]:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > most:
            raise BodyTooLarge
        return message

    return receive_counted


def too_large(scope: dict[str, Any]) -> HttpResponse:
    """The page that says so, in the language of the request; it needs no database."""
    with override(_language_of(scope)):
        page = render_to_string("413.html")
    headers = {"Connection": "close", "Content-Length": str(len(page.encode()))}
    return HttpResponse(page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers=headers)


def _language_of(scope: dict[str, Any]) -> str:
    try:
        return get_language_from_request(ASGIRequest(scope, io.BytesIO()))
    except UnicodeDecodeError:  # in its address
        return settings.LANGUAGE_CODE


async def let_the_sender_read(receive: Callable[..., Any]) -> None:
    """Throw away for a moment what still comes: cut off while sending, few browsers listen."""
    try:
        async with asyncio.timeout(LINGER_S):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return
    except TimeoutError:
        return
