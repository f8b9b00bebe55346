"""`python -m tests.postgres COMMAND…`: run a command on a PostgreSQL of its own.

A fresh cluster in a temporary folder, reached through a socket there and by no other way. The
command finds it in `MOKE_DATABASE_URL`. When the command ends, by itself, by Ctrl-C or by a
signal, the server is stopped and everything is removed; if this process itself is killed, the
server still ends with it.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

START_PATIENCE_S = 60
END_PATIENCE_S = 30
INSTALLED_AT = Path("/usr/lib/postgresql")
UNPRIVILEGED = ("postgres", "nobody")
FIRST_WITH_ICU = 15
ACCOUNT = "moke"
# Nothing here has to survive a power cut.
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


@contextlib.contextmanager
def running_postgres() -> Iterator[str]:
    """Start a server over an empty cluster; yield the `MOKE_DATABASE_URL` of its database."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="moke-postgres-"))
    try:
        identity = _identity(folder)
        _initialise(programs, folder, identity)
        with _serving(programs, folder, identity):
            yield f"postgres://{ACCOUNT}@/{folder}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of the newest server that is installed."""
    if server := shutil.which("postgres"):
        return Path(server).resolve().parent
    found = [path.parent for path in INSTALLED_AT.glob("*/bin/postgres")]
    if not found:
        raise SystemExit("No PostgreSQL server found. `make test-postgres` installs Debian's.")
    return max(found, key=lambda path: int(path.parent.name))


def _identity(folder: Path) -> dict[str, Any]:
    """Return as whom to run: PostgreSQL refuses root, so root gives the folder to another."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in UNPRIVILEGED if name in known)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "cwd": folder}


def _initialise(programs: Path, folder: Path, identity: dict[str, Any]) -> None:
    """Make the cluster as docs/operating.md says it, where the server is new enough."""
    said = subprocess.run(
        [programs / "postgres", "--version"], check=False, capture_output=True, text=True
    )
    version = re.search(r"\d+", said.stdout)
    sorting = ["--locale-provider=icu", "--icu-locale=zh-Hans-CN"]
    if version is None or int(version[0]) < FIRST_WITH_ICU:
        sorting = []
    command = [programs / "initdb", "-D", folder / "data", "--no-sync", "--auth=trust"]
    options = [f"--username={ACCOUNT}", "--encoding=UTF8", "--locale=C.UTF-8", *sorting]
    made = subprocess.run(
        [*command, *options], **identity, check=False, capture_output=True, text=True
    )
    if made.returncode:
        raise SystemExit(f"PostgreSQL made no cluster:\n{made.stdout}{made.stderr}")


@contextlib.contextmanager
def _serving(programs: Path, folder: Path, identity: dict[str, Any]) -> Iterator[None]:
    settings = (f"unix_socket_directories={folder}", "listen_addresses=", *QUICK)
    options = [part for setting in settings for part in ("-c", setting)]
    command = [programs / "postgres", "-D", folder / "data", *options]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            ["setpriv", "--pdeathsig", "INT", "--", *command],
            **identity,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the command; the server ends after it
        )
    try:
        deadline = time.monotonic() + START_PATIENCE_S
        ready = [programs / "pg_isready", "--quiet", "--host", folder]
        while subprocess.run(ready, check=False).returncode:
            if server.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
            time.sleep(0.1)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # ends at once, whoever is connected
        server.wait(END_PATIENCE_S)


def main(command: list[str]) -> int:
    """Run the command; return what it returns."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(128 + signal.SIGHUP))
    with running_postgres() as url:
        process = subprocess.Popen(command, env=os.environ | {"MOKE_DATABASE_URL": url})
        try:
            return _wait(process)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(END_PATIENCE_S)


def _wait(process: subprocess.Popen) -> int:
    """Wait for the command, which hears Ctrl-C itself and may have things to put away."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
