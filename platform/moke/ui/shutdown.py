"""When the process is told to end, its open streams are told too: a server waits for them."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)

_waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
_servers_handlers: dict[int, Any] = {}


@contextmanager
def told_to_end() -> Iterator[asyncio.Event]:
    """Yield an event of the running loop that is set by SIGINT or SIGTERM.

    The server's own handler still runs. It is back in its place when nobody waits any more.
    """
    ended = asyncio.Event()
    place = (asyncio.get_running_loop(), ended)
    if not _waiting:
        _listen()
    _waiting.add(place)
    try:
        yield ended
    finally:
        _waiting.discard(place)
        if not _waiting:
            _stop_listening()


def _listen() -> None:
    if threading.current_thread() is not threading.main_thread():
        return
    for number in SIGNALS:
        _servers_handlers[number] = signal.signal(number, _on_signal)


def _stop_listening() -> None:
    for number, handler in _servers_handlers.items():
        if signal.getsignal(number) is _on_signal:
            signal.signal(number, handler)
    _servers_handlers.clear()


def _on_signal(number: int, frame: FrameType | None) -> None:
    for loop, ended in tuple(_waiting):
        loop.call_soon_threadsafe(ended.set)
    handler = _servers_handlers[number]
    if callable(handler):
        handler(number, frame)
    elif handler == signal.SIG_DFL:
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
