"""Uploads read while they arrive.

Django's ASGI handler takes in a whole request body, on disk if it is large, before a view
runs. For an upload that would mean gigabytes taken from people who may not upload at all,
and nothing kept of a body that was cut off. Here the view reads it as it comes. All other
bodies are bounded by what their address takes (`moke.media.bodies`).
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler, get_script_prefix

from moke.backends.threads import RequestThreads
from moke.media.bodies import (
    BodyTooLarge,
    announced_bytes,
    counting,
    header,
    let_the_sender_read,
    most_bytes,
    too_large,
)

STREAMED_PATH = "/uploads/"
STREAMED_METHODS = {"PATCH", "POST"}
IDLE_S = 60

Receive = Callable[[], Coroutine[Any, Any, dict[str, Any]]]


class ArrivingBody:
    """A request body as a file that is read in the view's thread while it arrives.

    It ends where the client ends it, goes away, or falls silent for a minute: what came
    until then is good.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._loop = asyncio.get_running_loop()
        self._buffer = bytearray()
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._buffer) < size):
            self._take_message()
        end = len(self._buffer) if size < 0 else size
        data = bytes(self._buffer[:end])
        del self._buffer[:end]
        return data

    def close(self) -> None:
        self._ended = True

    def _take_message(self) -> None:
        arriving = asyncio.run_coroutine_threadsafe(self._next_message(), self._loop)
        try:
            message = arriving.result(timeout=IDLE_S)
        except TimeoutError:
            arriving.cancel()
            self._ended = True
            return
        self._buffer += message.get("body", b"")
        self._ended = message["type"] == "http.disconnect" or not message.get("more_body", False)

    async def _next_message(self) -> dict[str, Any]:
        # In an empty context: the server may go on to read the connection's next requests in
        # the context that asked, and the one of the view's thread is dead by then.
        return await self._loop.create_task(self._receive(), context=Context())


class StreamingHandler(ASGIHandler):
    """Django's handler: bodies under `/uploads/` are given as they arrive, others in bounds.

    Requests run in threads that are kept.
    """

    def __init__(self):
        super().__init__()
        self._threads = RequestThreads()

    async def __call__(self, scope, receive, send):
        with self._threads.lent() as thread:
            async with ThreadSensitiveContext(executor=thread):
                await super().__call__(scope, receive, send)

    async def handle(self, scope, receive, send):
        if scope["method"] in STREAMED_METHODS and scope["path"].startswith(STREAMED_PATH):
            receive = ArrivingBody(receive)
            await super().handle(scope, receive, send)
            return
        most = most_bytes(scope["path"].removeprefix(get_script_prefix(scope).rstrip("/")))
        if announced_bytes(scope) > most:
            await self._refuse(scope, receive, send)
            return
        try:
            await super().handle(scope, counting(receive, most=most), send)
        except BodyTooLarge:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope, receive, send):
        """Answer with 413 at once, then give the sender a moment to notice."""
        response = await sync_to_async(too_large, thread_sensitive=False)(scope)
        headers = [(name.encode(), value.encode()) for name, value in response.items()]
        start = {"type": "http.response.start", "status": response.status_code}
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": response.content, "more_body": True})
        if not header(scope, b"expect"):  # whoever asks first has sent nothing
            await let_the_sender_read(receive)
        await send({"type": "http.response.body"})

    async def read_body(self, receive):
        if isinstance(receive, ArrivingBody):
            return receive
        return await super().read_body(receive)

    async def listen_for_disconnect(self, receive):
        """Leave the connection to an arriving body, which notices by itself when it ends."""
        if isinstance(receive, ArrivingBody):
            await asyncio.Event().wait()
        await super().listen_for_disconnect(receive)
