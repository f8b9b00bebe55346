"""A real nginx for the tests, behind Moke's own site, as an operator would set it up."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from moke.media.web_server import nginx_site

HOST = "127.0.0.1"
START_PATIENCE_S = 30
# What Debian's own nginx.conf says around its sites, as far as it matters, in a folder of the test.
AROUND = """
{user}
pid nginx.pid;
error_log error.log;
worker_processes 1;
events {{ }}
http {{
    access_log access.log;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include site.conf;
}}
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def running_nginx(folder: Path, *, upstream: str) -> Iterator[int]:
    """Start nginx with the site for the recordings of now; yield the port that speaks TLS."""
    certificate, key = make_certificate(folder)
    port = free_port()
    site = nginx_site(
        host=HOST,
        certificate=certificate,
        certificate_key=key,
        upstream=upstream,
        port=port,
        plain_port=free_port(),
    )
    (folder / "site.conf").write_text(site)
    user = "user root;" if os.geteuid() == 0 else ""  # pytest's folders are their owner's alone
    (folder / "nginx.conf").write_text(AROUND.format(user=user))
    binary = shutil.which("nginx") or "/usr/sbin/nginx"
    server = subprocess.Popen(
        [
            *("setpriv", "--pdeathsig", "KILL", "--", binary),
            *("-p", folder, "-c", "nginx.conf", "-e", "error.log", "-g", "daemon off;"),
        ],
        cwd=folder,
    )
    try:
        _wait_for(server, port)
        yield port
    finally:
        server.terminate()
        server.wait()


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate that nobody but the tests trusts; return it and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    options = ["-nodes", "-days", "1", "-subj", f"/CN={HOST}", "-keyout", key, "-out", certificate]
    subprocess.run([*command, *options], check=True, capture_output=True)
    return certificate, key


def _wait_for(server: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + START_PATIENCE_S
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("nginx did not start.")
