import contextlib
from threading import get_ident

import pytest
from asgiref.sync import async_to_sync, sync_to_async

from moke.backends.threads import MOST_IDLE, RequestThreads
from moke.media.streaming import StreamingHandler


def thread_of(lent):
    return lent.submit(get_ident).result()


def test_requests_one_after_another_run_in_one_thread():
    threads = RequestThreads()
    with threads.lent() as lent:
        first = thread_of(lent)
    with threads.lent() as lent:
        assert thread_of(lent) == first


def test_requests_at_once_have_a_thread_each():
    threads = RequestThreads()
    with threads.lent() as one, threads.lent() as other:
        assert len({thread_of(one), thread_of(other)}) == 2


def test_threads_beyond_those_that_are_kept_end():
    threads = RequestThreads()
    with contextlib.ExitStack() as stack:
        lent = [stack.enter_context(threads.lent()) for _ in range(MOST_IDLE + 1)]
    given_back_last = lent[0]
    with pytest.raises(RuntimeError):
        given_back_last.submit(get_ident)
    with threads.lent() as again:
        assert again is lent[1]


def test_handler_runs_requests_in_a_kept_thread(monkeypatch):
    threads = []

    async def handle(self, scope, receive, send):
        threads.append(await sync_to_async(get_ident)())

    monkeypatch.setattr(StreamingHandler, "handle", handle)
    handler = StreamingHandler()

    @async_to_sync
    async def ask():
        await handler({"type": "http"}, None, None)

    ask()
    ask()
    assert threads == [threads[0]] * 2
    assert threads[0] != get_ident()
