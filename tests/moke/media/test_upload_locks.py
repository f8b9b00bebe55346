"""The bytes of an upload are in one hand at a time, whichever process that is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from moke.media.upload_locks import DiskLocks

ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import sys, time
from pathlib import Path
from django.conf import settings
settings.configure(MOKE_DATA_DIR=Path(sys.argv[1]))
from moke.media.upload_locks import LOCKS
print(LOCKS.acquire("upload") is not None, flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder(settings, tmp_path):
    settings.MOKE_DATA_DIR = tmp_path
    return tmp_path / "uploads"


@pytest.fixture
def another_process(folder):
    """A process that holds the lock of the upload."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, folder.parent],
        env=os.environ | {"PYTHONPATH": str(ROOT / "platform")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_lock_holds_over_processes_and_ends_with_them(another_process):
    locks = DiskLocks()
    assert locks.acquire("upload") is None
    assert locks.acquire("other") is not None
    another_process.kill()
    another_process.wait()
    assert locks.acquire("upload") is not None


def test_lock_leaves_nothing_behind(folder):
    locks = DiskLocks()
    token = locks.acquire("upload")
    assert locks.acquire("upload", wait_timeout=0.1) is None
    locks.release("upload", "another token")
    assert locks.acquire("upload") is None
    locks.release("upload", token)
    locks.release("upload", token)
    assert list(folder.iterdir()) == []
    with locks.holding("upload") as is_held, locks.holding("upload", wait_s=0) as is_held_twice:
        assert (is_held, is_held_twice) == (True, False)
