"""Running ffmpeg and ffprobe on files of strangers, held on a short lead."""

import contextlib
import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, cast

# What a demuxer may be; playlists and scripts, which open other files, are not among them.
FORMATS = "mov,matroska,avi,mpeg,mpegts,flv,asf,wav,mp3,ogg,aac,flac,dv"
MAX_PICTURE_PX = 35_651_584
INPUT_GUARDS = {
    "protocol_whitelist": "file",
    "format_whitelist": FORMATS,
    "max_pixels": str(MAX_PICTURE_PX),
}
MESSAGE_BYTES = 64 * 1024
TICK_S = 1.0
TRIES = 3
CPU_GRACE_S = 10
ENDED_BY_SIGNAL = 255  # what ffmpeg says then
# The kernel tells nobody of a death that came before it was asked to tell: look once more.
UNLESS_ALONE = '[ "$PPID" = "$0" ] && exec "$@"'


class OutOfTime(Exception):
    """A command ran longer than it may and was ended."""


@dataclass(frozen=True)
class Limits:
    """What a command may use up."""

    memory_bytes: int
    cpu_s: int
    wall_s: float
    file_bytes: int


@dataclass(frozen=True)
class Outcome:
    """How a command ended: exit code, standard output, the end of its messages."""

    code: int
    output: str
    messages: str

    @property
    def was_killed(self) -> bool:
        """Whether somebody ended it, such as the kernel where memory is short."""
        return self.code in {-signal.SIGKILL, ENDED_BY_SIGNAL}


def run(command: list[str], limits: Limits) -> Outcome:
    """Run a command to its end and return what it said. Raises OutOfTime."""
    for _ in range(TRIES):
        chunks: list[bytes] = []
        outcome = _run_once(command, limits, chunks.append)
        if not outcome.was_killed:
            break
    return Outcome(outcome.code, b"".join(chunks).decode(errors="replace"), outcome.messages)


def run_watched(command: list[str], limits: Limits, on_output: Callable[[bytes], None]) -> Outcome:
    """Run a command, handing on its standard output as it comes; anew where it was killed.

    `on_output` is called about once a second even when there is nothing new (with b""),
    and ends the command by raising. Messages go to a file, so that neither pipe can block
    the other. The command leads a process group of its own and dies with this thread.
    """
    for _ in range(TRIES):
        outcome = _run_once(command, limits, on_output)
        if not outcome.was_killed:
            break
    return outcome


def _run_once(command: list[str], limits: Limits, on_output: Callable[[bytes], None]) -> Outcome:
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(  # noqa: S603
            [*_lead(limits), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=messages,
            start_new_session=True,
        )
        with _ended_at_last(process):
            _follow(process, limits.wall_s, on_output)
        return Outcome(process.returncode, "", _tail(messages))


def _follow(process: subprocess.Popen, wall_s: float, on_output: Callable[[bytes], None]) -> None:
    deadline = time.monotonic() + wall_s
    output = cast(IO[bytes], process.stdout)
    with selectors.DefaultSelector() as selector:
        selector.register(output, selectors.EVENT_READ)
        while True:
            ready = selector.select(TICK_S)
            chunk = os.read(output.fileno(), 64 * 1024) if ready else b""
            if ready and not chunk:
                break
            if time.monotonic() > deadline:
                raise OutOfTime
            on_output(chunk)
    try:
        process.wait(max(TICK_S, deadline - time.monotonic()))
    except subprocess.TimeoutExpired as error:
        raise OutOfTime from error


@contextlib.contextmanager
def _ended_at_last(process: subprocess.Popen) -> Iterator[None]:
    try:
        yield
    finally:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        cast(IO[bytes], process.stdout).close()


def _lead(limits: Limits) -> list[str]:
    lead: list[str] = []
    if shutil.which("setpriv"):
        lead += ["setpriv", "--pdeathsig", "KILL", "sh", "-c", UNLESS_ALONE, str(os.getpid())]
    if shutil.which("prlimit"):
        lead += [
            "prlimit",
            f"--as={limits.memory_bytes}",
            f"--cpu={limits.cpu_s}:{limits.cpu_s + CPU_GRACE_S}",
            f"--fsize={limits.file_bytes}",
            "--core=0",
        ]
    return lead


def _tail(messages: IO[bytes]) -> str:
    messages.seek(max(0, messages.seek(0, os.SEEK_END) - MESSAGE_BYTES))
    return messages.read().decode(errors="replace")
