"""The product's own server process, and what it has spent."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_S = os.sysconf("SC_CLK_TCK")
START_PATIENCE_S = 60


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen
    port: int

    def cpu_s(self) -> float:
        """User and system seconds that the process has used, from `proc(5)`."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_S


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """Serve with one uvicorn process, as `make run` does, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "moke.asgi:application", "--port", str(port)]
    options = ["--log-level", "error", "--lifespan", "off", "--timeout-graceful-shutdown", "1"]
    process = subprocess.Popen([*command, *options])
    try:
        deadline = time.monotonic() + START_PATIENCE_S
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def working() -> Iterator[None]:
    """Run one worker, as `make run` does."""
    command = [sys.executable, "manage.py", "ox_worker", "--verbosity", "0", "--interval", "0.2"]
    process = subprocess.Popen(command)
    try:
        yield
    finally:
        process.terminate()
        process.wait()
