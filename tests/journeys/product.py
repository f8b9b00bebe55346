"""The product as it runs on one machine: a uvicorn process and a worker on one data folder."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.databases import make_database, url_of

ROOT = Path(__file__).resolve().parents[2]
START_PATIENCE_S = 60
END_PATIENCE_S = 10


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@dataclass
class Product:
    """Server and worker over `data_dir`. Both may be cut off and started again at will."""

    data_dir: Path
    database: str
    """Its NAME in Django's settings."""
    environment: dict[str, str] = field(default_factory=dict)
    """What its processes find in their environment besides."""
    port: int = field(default_factory=_free_port)
    settings: str = "tests.journeys.settings"
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def collect(self) -> None:
        """Gather the static files, for a server that does not take them as they lie."""
        self._start("collection", "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        if self.processes.pop("collection").wait():
            raise RuntimeError(f"No static files; see {self.data_dir / 'collection.log'}.")

    def serve(self) -> None:
        """Start the web server and wait until it takes connections."""
        self._start(
            "server",
            *("-m", "uvicorn", "moke.asgi:application", "--port", str(self.port)),
            *("--log-level", "warning", "--lifespan", "off", "--timeout-graceful-shutdown", "1"),
        )
        deadline = time.monotonic() + START_PATIENCE_S
        while time.monotonic() < deadline:
            if self.processes["server"].poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError(f"The server did not start; see {self.data_dir / 'server.log'}.")

    def work(self) -> None:
        """Start a worker, unless one runs."""
        if "worker" not in self.processes:
            self._start("worker", "manage.py", "ox_worker", "--verbosity", "0", "--interval", "0.2")

    def cut(self, name: str = "server") -> None:
        """End a process at once, as a power cut does."""
        process = self.processes.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(END_PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()

    def _start(self, name: str, *arguments: str) -> None:
        environ = (
            os.environ
            | self.environment
            | {
                "DJANGO_SETTINGS_MODULE": self.settings,
                "MOKE_DATA_DIR": str(self.data_dir),
                "MOKE_DATABASE_URL": url_of(self.database),
                "PORT": str(self.port),
                "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
            }
        )
        with (self.data_dir / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *arguments], cwd=ROOT, env=environ, stdout=log, stderr=log
            )


@contextlib.contextmanager
def running(
    data_dir: Path,
    *,
    name: str = "journeys",
    settings: str = "tests.journeys.settings",
    environment: dict[str, str] | None = None,
) -> Iterator[Product]:
    """Run the product over a migrated database of that name until the end of the block."""
    database = make_database(name, folder=data_dir)
    product = Product(data_dir, database, environment=environment or {}, settings=settings)
    try:
        product.serve()
        yield product
    finally:
        product.stop()
