"""An upload survives a cut connection and a killed server, through a real one."""

import base64
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.databases import make_database, url_of

MIB = 1024**2
SIZE = 60 * MIB
ROOT = Path(__file__).parents[2]
PREPARE = """
import json
from moke.accounts.domain.membership import add_membership
from moke.accounts.domain.recorder_key import issue_recorder_key
from moke.accounts.enums import Role
from moke.accounts.models import School, User
from moke.media.models import Recording
person = User.objects.create(username="recorder", name="Recorder")
school = School.objects.create(name="School", code="school")
add_membership(person=person, role=Role.TEACHER, school=school)
recording = Recording.objects.create(owner=person)
print(json.dumps([str(recording.key), issue_recorder_key(person=person, name="Room 12")]))
"""
TELL = """
from moke.media.models import Recording
print(list(Recording.objects.values_list("state", flat=True)))
"""


class Server:
    """One uvicorn process over a data folder; may be killed and started again."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.environment = os.environ | {
            "MOKE_DATA_DIR": str(folder),
            "MOKE_DATABASE_URL": url_of(make_database("upload", folder=folder)),
            "DJANGO_SETTINGS_MODULE": "moke.settings.embedded",
            "PORT": str(port),
        }

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, ROOT / "manage.py", *arguments]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True
        )
        return done.stdout.strip().splitlines()[-1]

    def start(self) -> None:
        command = [sys.executable, "-m", "uvicorn", "moke.asgi:application"]
        options = ["--port", str(self.port), "--app-dir", "platform", "--log-level", "warning"]
        self.process = subprocess.Popen([*command, *options], env=self.environment, cwd=ROOT)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError("The server did not start.")

    def stop(self, number: signal.Signals) -> None:
        self.process.send_signal(number)
        self.process.wait(timeout=30)

    def memory_kib(self, field: str) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field))


class Recorder:
    """A classroom recorder's side of tus, down to the socket."""

    def __init__(self, port: int, recording: str, key: str) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {key}"}
        self.recording = recording

    def ask(self, method: str, url: str, body: bytes = b"", **headers: str) -> tuple[int, dict]:
        """Ask on the connection of the last question, as browsers do."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, url, body, self.headers | named)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status, dict(answer.getheaders())

    def create(self) -> str:
        key = base64.b64encode(self.recording.encode()).decode()
        status, headers = self.ask(
            "POST", "/uploads/", Upload_Length=str(SIZE), Upload_Metadata=f"recording {key}"
        )
        assert status == 201
        return headers["Location"]

    def offset(self, url: str) -> int:
        status, headers = self.ask("HEAD", url)
        assert status == 200
        return int(headers["Upload-Offset"])

    def begin_patch(self, url: str, data: bytes, offset: int, *, send: int) -> socket.socket:
        """Announce all that is left, send only some of it, and leave the socket open."""
        head = [
            f"PATCH {url} HTTP/1.1",
            "Host: 127.0.0.1",
            f"Content-Length: {SIZE - offset}",
            "Content-Type: application/offset+octet-stream",
            f"Upload-Offset: {offset}",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        connection = socket.create_connection(("127.0.0.1", self.port))
        connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n")
        connection.sendall(data[offset : offset + send])
        return connection

    def settled_offset(self, url: str, at_least: int) -> int:
        """Return the offset once the server has written what it was sent."""
        deadline = time.monotonic() + 30
        while (offset := self.offset(url)) < at_least and time.monotonic() < deadline:
            time.sleep(0.1)
        assert offset >= at_least
        return offset


@pytest.fixture
def server(django_db_setup, tmp_path, unused_port):
    server = Server(tmp_path, unused_port)
    server.start()
    yield server
    server.stop(signal.SIGKILL)


@pytest.fixture
def unused_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def test_upload_survives_a_cut_and_a_kill_in_flat_memory(server, tmp_path):
    recording, key = json.loads(server.manage("shell", "--no-imports", "-c", PREPARE))
    recorder = Recorder(server.port, recording, key)
    data = os.urandom(SIZE)
    url = recorder.create()
    idle_kib = server.memory_kib("VmRSS")

    cut = recorder.begin_patch(url, data, 0, send=20 * MIB)
    recorder.settled_offset(url, 18 * MIB)
    cut.close()
    offset = recorder.settled_offset(url, 19 * MIB)
    assert offset <= 20 * MIB

    open_when_killed = recorder.begin_patch(url, data, offset, send=10 * MIB)
    before_kill = recorder.settled_offset(url, offset + 8 * MIB)
    peak_kib = server.memory_kib("VmHWM")
    server.stop(signal.SIGKILL)
    open_when_killed.close()
    recorder.connection.close()
    server.start()

    offset = recorder.settled_offset(url, before_kill)
    status, headers = recorder.ask(
        "PATCH",
        url,
        data[offset:],
        Upload_Offset=str(offset),
        Content_Type="application/offset+octet-stream",
    )
    assert (status, headers["Upload-Offset"]) == (204, str(SIZE))
    assert recorder.offset(url) == SIZE
    stored = tmp_path / "recordings" / recording / "source"
    assert hashlib.sha256(stored.read_bytes()).digest() == hashlib.sha256(data).digest()
    assert server.manage("shell", "--no-imports", "-c", TELL) == "['queued']"
    assert list((tmp_path / "uploads").iterdir()) == []
    recorder.connection.close()
    assert max(peak_kib - idle_kib, server.memory_kib("VmHWM") - idle_kib) < 30 * 1024
