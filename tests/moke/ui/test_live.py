import asyncio
import signal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils.translation import get_language, override

from moke.ui import live
from moke.ui.live import event_stream


class Log:
    """Numbered events; some come while the stream is open."""

    def __init__(self, count):
        self.count = count
        self.looked_after = []

    def fetch(self, cursor):
        self.looked_after.append(cursor)
        return self.count, [("changed", f"number {n}") for n in range(cursor + 1, self.count + 1)]


def read(response, *, chunks):
    """Return the first chunks of a stream, then leave it as a browser would."""

    async def listen():
        stream = aiter(response)
        try:
            return [(await anext(stream)).decode() for _ in range(chunks)]
        finally:
            await stream.aclose()

    return asyncio.run(listen())


def opened(fetch, *, cursor=0, last_event_id=None, interval_s=0.01):
    headers = {} if last_event_id is None else {"Last-Event-ID": last_event_id}
    request = RequestFactory(headers=headers).get("/events/")
    return event_stream(request, fetch, cursor=cursor, interval_s=interval_s)


def test_stream_forbids_buffers_and_caches():
    response = opened(Log(0).fetch)
    assert response.headers["Content-Type"] == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert response.is_async is True


def test_stream_tells_events_in_order_with_the_cursor_on_the_last():
    assert read(opened(Log(2).fetch), chunks=2) == [
        "retry: 3000\n\n",
        "event: changed\ndata: number 1\n\nevent: changed\ndata: number 2\nid: 2\n\n",
    ]


def test_stream_goes_on_where_the_last_id_ended():
    log = Log(5)
    assert read(opened(log.fetch, last_event_id="4"), chunks=2)[1] == (
        "event: changed\ndata: number 5\nid: 5\n\n"
    )
    assert log.looked_after == [4]


@pytest.mark.parametrize("strange", ["", "x", "-1", "²", "1; drop"])
def test_stream_ignores_an_id_that_it_never_gave(strange):
    log = Log(1)
    read(opened(log.fetch, last_event_id=strange), chunks=2)
    assert log.looked_after == [0]


def test_stream_keeps_a_cursor_of_text():
    seen = []

    def fetch(cursor):
        seen.append(cursor)
        return "b", [("changed", {"percent": 62, "word": "转码"})]

    assert read(opened(fetch, cursor="a", last_event_id="a2"), chunks=2)[1] == (
        'event: changed\ndata: {"percent": 62, "word": "转码"}\nid: b\n\n'
    )
    assert seen == ["a2"]


def test_stream_leaves_no_gap_between_looks():
    log = Log(1)

    def fetch(cursor):
        answer = log.fetch(cursor)
        log.count = min(log.count + 2, 5)
        return answer

    text = "".join(read(opened(fetch), chunks=4))
    numbers = [line for line in text.splitlines() if line.startswith("data:")]
    assert numbers == [f"data: number {n}" for n in range(1, 6)]


def test_stream_breaks_data_into_lines():
    stream = opened(lambda cursor: (1, [("changed", "<p>\n一\n</p>")]))
    assert read(stream, chunks=2)[1] == (
        "event: changed\ndata: <p>\ndata: 一\ndata: </p>\nid: 1\n\n"
    )


def test_stream_without_news_sends_a_heartbeat(monkeypatch):
    monkeypatch.setattr(live, "HEARTBEAT_S", 0)
    assert read(opened(Log(0).fetch), chunks=2)[1] == ": still here\n\n"


def test_stream_ends_after_its_lifetime(monkeypatch):
    monkeypatch.setattr(live, "LIFETIME_S", 0)
    with pytest.raises(StopAsyncIteration):
        read(opened(Log(1).fetch), chunks=2)


def test_stream_ends_when_the_right_to_it_ends():
    def fetch(cursor):
        raise PermissionDenied

    with pytest.raises(StopAsyncIteration):
        read(opened(fetch), chunks=2)


def test_stream_speaks_the_language_of_its_request():
    with override("en"):
        stream = opened(lambda cursor: (1, [("changed", get_language())]))
    assert read(stream, chunks=2)[1] == "event: changed\ndata: en\nid: 1\n\n"


def test_stream_ends_at_once_when_the_server_is_told_to_stop():
    told = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: told.append(number))

    async def listen():
        stream = aiter(opened(Log(1).fetch, interval_s=60))
        chunks = [await anext(stream), await anext(stream)]
        asyncio.get_running_loop().call_later(0.05, signal.raise_signal, signal.SIGTERM)
        rest = [chunk async for chunk in stream]
        return chunks, rest

    try:
        chunks, rest = asyncio.run(asyncio.wait_for(listen(), timeout=5))
        handler = signal.getsignal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert len(chunks) == 2
    assert rest == []
    assert told == [signal.SIGTERM]
    assert handler.__name__ == "<lambda>"


def test_an_impossible_last_event_starts_where_the_page_did():
    log = Log(3)
    read(opened(log.fetch, cursor=2, last_event_id="9" * 5000), chunks=2)
    assert log.looked_after[0] == 2
