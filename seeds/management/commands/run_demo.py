"""Migrate, load the demo district, and serve it: what `make run` does once it is set up."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from moke.search.index import ensure_index
from moke.settings import environment
from seeds.people import SIGN_INS, password

POLL_S = 0.5
PATIENCE_S = 3
START_PATIENCE_S = 60
SERVER = [
    *(sys.executable, "-m", "uvicorn", "moke.asgi:application", "--log-level", "warning"),
    *("--timeout-graceful-shutdown", "3", "--lifespan", "off"),
    *("--reset-contextvars", "--no-server-header"),
    *("--host", environment.HOST, "--port", str(environment.PORT)),
]
WORKER = [sys.executable, "manage.py", "ox_worker", "--verbosity", "0", "--concurrency", "4"]


class Command(BaseCommand):
    help = "Set up the data folder, load the demo district once, start the web server and a worker."

    def handle(self, **options: object) -> None:
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, _stop)
        children: list[subprocess.Popen[bytes]] = []
        try:
            _check_port()
            call_command("migrate", interactive=False, verbosity=0)
            ensure_index()
            _collect_static()
            call_command("load_demo")
            children = [_start(SERVER), _start(WORKER)]
            _await_server(children[0])
            self._welcome()
            while all(child.poll() is None for child in children):
                time.sleep(POLL_S)
            raise CommandError("The web server or the worker has ended; see the lines above.")
        except KeyboardInterrupt:
            self.stdout.write(f"Moke stops. Your data stays in {settings.MOKE_DATA_DIR}")
        finally:
            _end(children)

    def _welcome(self) -> None:
        rows = "\n".join(f"    {role:<14}{name}" for role, name in SIGN_INS.items())
        self.stdout.write(
            f"\n  磨课 Moke is ready at {_address()}\n\n"
            f"  Sign in as\n{rows}\n  with the password {password()}\n\n"
            "  The recordings of the demo lessons are being encoded; the first plays within a"
            " minute.\n  Ctrl-C stops everything.\n"
        )


def _stop(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def _address() -> str:
    host = "localhost" if environment.HOST in {"127.0.0.1", "0.0.0.0", "::"} else environment.HOST  # noqa: S104
    return f"http://{host}:{environment.PORT}/"


def _check_port() -> None:
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", environment.PORT)) == 0:
            raise CommandError(
                f"Port {environment.PORT} is taken. Stop what uses it, or choose another: "
                "PORT=8001 make run"
            )


def _collect_static() -> None:
    """Gather static files when one is newer than the last gathering."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    since = manifest.stat().st_mtime if manifest.exists() else 0.0
    roots = [Path("platform"), Path("lessons"), Path("research"), Path(".venv/.done-packages")]
    roots += [Path(".venv/.done-test-packages"), Path(".venv/.done-node_modules")]
    files = (file for root in roots for file in [root, *root.glob("**/static/**/*")])
    if not since or any(file.exists() and file.stat().st_mtime > since for file in files):
        call_command("collectstatic", interactive=False, verbosity=0)
        manifest.touch()


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start in a session of its own, so that Ctrl-C reaches it through us alone."""
    return subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL)  # noqa: S603


def _await_server(server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_PATIENCE_S
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", environment.PORT)) == 0:
                return
        time.sleep(0.1)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """End the children, and whatever they still run: the next start takes up what was cut."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE_S
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
