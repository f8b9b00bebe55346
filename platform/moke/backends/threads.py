"""The threads that requests run in."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

MOST_IDLE = 8


class RequestThreads:
    """Threads of one request at a time, kept for the next request with what is open in them.

    Django's ASGI handler starts a thread for each request and ends it afterwards. The database
    connection ends with it, and opening SQLite anew costs as much as a small page.
    There are as many threads as there are requests at once; `MOST_IDLE` stay when those end.
    """

    def __init__(self) -> None:
        self._idle: list[ThreadPoolExecutor] = []

    @contextlib.contextmanager
    def lent(self) -> Iterator[ThreadPoolExecutor]:
        """Lend a thread until the end of the block; called in the loop's own thread."""
        thread = self._idle.pop() if self._idle else ThreadPoolExecutor(max_workers=1)
        try:
            yield thread
        finally:
            if len(self._idle) < MOST_IDLE:
                self._idle.append(thread)
            else:
                thread.submit(connections.close_all)
                thread.shutdown(wait=False)
