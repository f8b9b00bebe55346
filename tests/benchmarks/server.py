"""The product's own server process, and what it has spent."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

PROCESS_CLOCK = 2  # CPUCLOCK_SCHED of the kernel
START_PATIENCE_S = 60


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen
    port: int

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def cpu_s(self) -> float:
        """Seconds that the process has spent on a processor, all its threads together.

        Linux keeps a clock for it, to the nanosecond; its number is made of the process's as
        `clock_getcpuclockid(3)` makes it.
        """
        return time.clock_gettime(~self.process.pid << 3 | PROCESS_CLOCK)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """Serve with one uvicorn process, as `make run` does, on a free port."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.benchmarks.asgi:application"]
    options = ["--port", str(port), "--log-level", "error", "--lifespan", "off"]
    options += ["--timeout-graceful-shutdown", "1", "--reset-contextvars", "--no-server-header"]
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
    """Run one worker, as `make run` does, and end it whatever it is at.

    Asked to end, it would first finish what it encodes.
    """
    command = [sys.executable, "manage.py", "ox_worker", "--verbosity", "0", "--interval", "0.2"]
    process = subprocess.Popen(command)
    try:
        yield
    finally:
        process.kill()
        process.wait()
