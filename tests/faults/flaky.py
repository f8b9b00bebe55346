"""A store that fails now and then: a proxy in front of a real one, down to the socket."""

import contextlib
import http.client
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive"}


@dataclass
class Weather:
    """How often calls fail, and every how many of them says nothing for a while."""

    chance: random.Random
    failing: float
    stall_every: int
    stall_s: float
    calls: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    failed: int = 0
    stalled: int = 0

    def strike(self) -> str:
        """What becomes of the next call."""
        with self.lock:
            self.calls += 1
            if self.calls % self.stall_every == 0:
                self.stalled += 1
                return "stall"
            if self.chance.random() < self.failing:
                self.failed += 1
                return "fail"
            return ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store_port: int
    weather: Weather

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        what = self.weather.strike()
        if what == "stall":
            time.sleep(self.weather.stall_s)
            self.close_connection = True
            return
        if what == "fail":
            self._send(500, {}, b"")
            return
        store = http.client.HTTPConnection("127.0.0.1", self.store_port, timeout=60)
        with contextlib.closing(store):
            store.request(self.command, self.path, body, dict(self.headers))
            given = store.getresponse()
            self._send(given.status, dict(given.getheaders()), given.read())

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        length = headers.get("Content-Length", "0") if self.command == "HEAD" else len(body)
        for name, value in headers.items():
            if name.lower() not in HOP_BY_HOP | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def in_front_of(port: int, weather: Weather) -> Iterator[str]:
    """Give the address under which the store at the port is reached through this weather."""
    verbs = {f"do_{verb}": _Handler.answer for verb in ("GET", "HEAD", "PUT", "POST", "DELETE")}
    handler = type("Handler", (_Handler,), {"store_port": port, "weather": weather} | verbs)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
