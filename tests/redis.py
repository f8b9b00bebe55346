"""A real Redis for the tests, behind a socket in a temporary folder."""

import contextlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

START_PATIENCE_S = 30


@contextlib.contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """Start a server that keeps nothing; yield its `MOKE_CACHE_URL`."""
    socket = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(
        ["setpriv", "--pdeathsig", "KILL", "--", "redis-server", *options],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        deadline = time.monotonic() + START_PATIENCE_S
        while not socket.exists():
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("redis-server did not start.")
            time.sleep(0.05)
        yield f"unix://{socket}"
    finally:
        server.terminate()
        server.wait()
