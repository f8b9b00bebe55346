"""The product under attack: its web server, its worker, and the ffmpegs that the worker runs."""

import contextlib
import hashlib
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone
from django_ox.models import OxTask

from moke.accounts.models import User
from moke.media.domain.processing import remove_retired
from moke.media.domain.recording import receive_file
from moke.media.models import Chunk, Recording
from tests.factories.media import RecordingFactory
from tests.journeys.product import Product

PATIENCE_S = 300
ONE_CORE = {"PYTHON_CPU_COUNT": "1"}
"""Environment of workers that make one chunk at a time, whatever the machine has."""
WORKER = ("manage.py", "ox_worker", "--verbosity", "0", "--interval", "0.2", "--lock-timeout", "20")
ENCODES = tuple(
    f"moke.media.tasks.{name}_recording"
    for name in ("process", "refine", "blur", "trim", "replace")
)


@dataclass
class Attacked(Product):
    """The product on the test's own database and data folder."""

    settings: str = "moke.settings.embedded"

    def work(self, name: str = "worker") -> None:
        if name not in self.processes:
            self._start(name, *WORKER)

    def freeze(self, name: str) -> None:
        self.processes[name].send_signal(signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        self.processes[name].send_signal(signal.SIGCONT)


@contextlib.contextmanager
def attacked():
    """The product of the test; nothing of it runs afterwards."""
    product = Attacked(Path(settings.MOKE_DATA_DIR), connection.settings_dict["NAME"])
    try:
        yield product
    finally:
        for name in list(product.processes):
            product.cut(name)


def arrived(path: Path, *, owner: User) -> Recording:
    """A recording whose file has just come, and waits for a worker. The file is taken away."""
    return receive_file(
        recording=RecordingFactory(owner=owner),
        path=path,
        original_name=path.name,
        size_bytes=path.stat().st_size,
    )


def encoders_of(*recordings: Recording, parent: int | None = None) -> list[int]:
    """Return the ids of processes that were started for these recordings, by one worker or any."""
    found, keys = [], [str(recording.key).encode() for recording in recordings]
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            line = path.read_bytes()
            if any(key in line for key in keys) and parent in {None, _parent_of(path.parent)}:
                found.append(int(path.parent.name))
    return found


def _parent_of(process: Path) -> int:
    return int((process / "stat").read_text().rpartition(")")[2].split()[1])


def wait_until(holds, why: str = "waited in vain") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, why
        time.sleep(0.05)


def is_in(recording: Recording, state: str) -> bool:
    return Recording.objects.filter(pk=recording.pk, state=state).exists()


@contextlib.contextmanager
def asleep(recording: Recording, *, begun: Callable[[], bool]):
    """Let all ffmpegs of a recording sleep from when `begun` holds to the end of the block.

    Their worker keeps its leases, and begins no other piece as long as its cores are taken.
    """
    sleeping: set[int] = set()

    def all_sleep():
        """Whoever was told and is still there: one may just have made way for the next."""
        found = set(encoders_of(recording)) if begun() else set()
        if found and found <= sleeping:
            return True
        for process_id in found:
            send(process_id, signal.SIGSTOP)
        sleeping.update(found)
        return False

    wait_until(all_sleep, "nobody began")
    yield
    for process_id in sleeping:
        send(process_id, signal.SIGCONT)


def share_out(recording: Recording, *, begin_help: Callable[[], None]) -> None:
    """Have a second worker finish a chunk, and the first, which is alone until then, another one.

    The first has one core, and sleeps at a chunk meanwhile: were it quick and the second slow, it
    would make them all.
    """
    chunks = Chunk.objects.filter(recording=recording)
    claimed = chunks.filter(number=0).exclude(holder="")
    with asleep(recording, begun=claimed.exists):
        begin_help()
        helped = chunks.filter(is_finished=True).exclude(holder=claimed.get().holder)
        wait_until(helped.exists, "nobody helped")


def bury_worker(process_id: int | None = None) -> None:
    """Let what a dead worker was at be free at once; without an id no other is alive."""
    past = timezone.now() - timedelta(minutes=5)
    left = OxTask.objects.filter(status=OxTask.Status.RUNNING)
    if process_id is not None:
        left = left.filter(locked_by__contains=f"-{process_id}-")
    led = left.filter(task_path__in=ENCODES).exists()
    left.update(locked_at=past, lease_expires_at=past)
    if led or process_id is None:
        pass_time()


def pass_time() -> None:
    """Let the leases of dead workers, and the times until somebody looks again, be over."""
    past = timezone.now() - timedelta(seconds=1)
    Recording.objects.filter(leased_until__gt=past).update(leased_until=past)
    waiting = OxTask.objects.filter(status=OxTask.Status.READY, task_path__in=ENCODES)
    waiting.filter(run_after__gt=past).update(run_after=past)


def has_one_try_left() -> bool:
    """Whether a task under way would be given up if its worker died once more."""
    under_way = OxTask.objects.filter(status=OxTask.Status.RUNNING, task_path__in=ENCODES)
    return any(task.attempts + 1 >= task.max_attempts for task in under_way)


def set_of(recording: Recording, attempt: str) -> dict[str, str]:
    """The files of an attempt by name, each as a digest."""
    storage, folder = storages["recordings"], f"{recording.key}/{attempt}"
    files = {}
    for name in storage.listdir(folder)[1]:
        with storage.open(f"{folder}/{name}") as file:
            files[name] = hashlib.sha256(file.read()).hexdigest()
    return files


def digests_of(folder: Path) -> dict[str, str]:
    """The files of a folder by name, each as a digest."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@dataclass
class Watch:
    """What viewers of a recording could get, as often as somebody looked."""

    recording: Recording
    published: dict[str, dict[str, str]] = field(default_factory=dict)
    """By attempt, in the order of publishing: its files when it was first seen."""
    finished: dict[Path, int] = field(default_factory=dict)
    remade: set[str] = field(default_factory=set)
    """Names of finished parts that were made once more."""
    makers: set[str] = field(default_factory=set)
    """Who finished chunks that were shared."""

    def look(self) -> None:
        attempt = Recording.objects.values_list("published_attempt", flat=True).get(
            pk=self.recording.pk
        )
        if attempt and attempt not in self.published:
            self.published[attempt] = set_of(self.recording, attempt)
        shared = Chunk.objects.filter(recording=self.recording, is_finished=True)
        self.makers.update(shared.values_list("holder", flat=True))
        root = Path(settings.MOKE_DATA_DIR) / "work" / str(self.recording.key) / "parts"
        for part in root.glob("*/*-*.mp4"):
            with contextlib.suppress(FileNotFoundError):
                made = part.stat().st_ino
                if self.finished.setdefault(part, made) != made:
                    self.remade.add(part.name)

    @property
    def sets(self) -> list[dict[str, str]]:
        return list(self.published.values())


def assert_tidy(recording: Recording) -> None:
    """Nothing lies about but the published set and the recording's own file."""
    wait_until(lambda: not encoders_of(recording), "somebody still helps")
    remove_retired(recording=recording)
    kept = storages["recordings"].listdir(str(recording.key))
    assert kept == ([recording.published_attempt], [Path(recording.source).name])
    work = settings.MOKE_DATA_DIR / "work"
    wait_until(lambda: not list(work.glob(f"{recording.key}*")), "work was left behind")
    uploads = settings.MOKE_DATA_DIR / "uploads"
    assert not uploads.exists() or list(uploads.iterdir()) == []


def kill(process_id: int) -> None:
    send(process_id, signal.SIGKILL)


def send(process_id: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process_id, number)
