"""Server-sent events: a page hears of changes without asking again and again."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

from asgiref.sync import sync_to_async
from django.core.exceptions import PermissionDenied
from django.db import close_old_connections
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils.translation import get_language, override

from moke.ui.shutdown import told_to_end

RETRY_MS = 3000
HEARTBEAT_S = 15
LIFETIME_S = 600
CHANGE_NUMBER = re.compile(r"[0-9]{1,18}")

type Cursor = int | str
type Event = tuple[str, Any]
type Fetch = Callable[[Any], tuple[Any, Iterable[Event]]]


def event_stream(
    request: HttpRequest, fetch: Fetch, *, cursor: Cursor, interval_s: float = 1.0
) -> StreamingHttpResponse:
    """Answer with a stream of the events that `fetch` finds after `cursor`.

    `fetch(cursor)` is plain synchronous code; it returns the next cursor and the events
    since the last, each a name and its data (text, or what JSON can say). It is called at
    once and then every `interval_s` seconds, in the language of the request. When it raises
    `PermissionDenied` or `Http404` the stream ends, and the browser's next try is answered
    by the view.

    The cursor travels as the id of the last event of each look, so a browser that was cut
    off goes on where its last whole look ended: it may hear an event twice, never miss one.
    Streams end after ten minutes, and at once when the server is told to stop.
    """
    response = StreamingHttpResponse(
        _events(_in_thread(fetch), _resume(request, cursor), interval_s),
        content_type="text/event-stream",
    )
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Accel-Buffering"] = "no"
    response.headers["Content-Encoding"] = "identity"
    return response


def _resume(request: HttpRequest, cursor: Cursor) -> Cursor:
    last = request.headers.get("Last-Event-ID", "")
    if isinstance(cursor, str):
        return last or cursor
    return int(last) if CHANGE_NUMBER.fullmatch(last) else cursor


def _in_thread(fetch: Fetch) -> Callable[..., Any]:
    language = get_language()

    def look(cursor: Cursor) -> tuple[Cursor, list[Event]]:
        try:
            with override(language):
                after, events = fetch(cursor)
                return after, list(events)
        finally:
            close_old_connections()

    return sync_to_async(look, thread_sensitive=False)


async def _events(
    look: Callable[..., Any], cursor: Cursor, interval_s: float
) -> AsyncIterator[str]:
    clock = asyncio.get_running_loop().time
    ends_at = clock() + LIFETIME_S
    yield f"retry: {RETRY_MS}\n\n"
    spoke_at = clock()
    await sync_to_async(close_old_connections)()  # the view's own, idle from here on
    with told_to_end() as ended:
        while not ended.is_set() and clock() < ends_at:
            try:
                cursor, events = await look(cursor)
            except (PermissionDenied, Http404):
                return
            if events:
                yield _written(events, cursor)
            elif clock() - spoke_at >= HEARTBEAT_S:
                yield ": still here\n\n"
            else:
                await _pause(ended, interval_s)
                continue
            spoke_at = clock()
            await _pause(ended, interval_s)


async def _pause(ended: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(ended.wait(), seconds)
    except TimeoutError:
        return


def _written(events: list[Event], cursor: Cursor) -> str:
    last = len(events) - 1
    return "".join(
        _block(name, data, cursor if number == last else None)
        for number, (name, data) in enumerate(events)
    )


def _block(name: str, data: Any, cursor: Cursor | None) -> str:
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    lines = [f"event: {name}", *(f"data: {line}" for line in text.splitlines() or [""])]
    if cursor is not None:
        lines.append(f"id: {cursor}")
    return "\n".join(lines) + "\n\n"
