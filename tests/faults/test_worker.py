"""A worker that is killed in the middle of an encode leaves nothing behind and loses nothing."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

from moke.media.domain.processing import remove_retired
from moke.media.domain.recording import receive_file
from moke.media.enums import State
from moke.media.models import Recording
from tests.clips import make_clip
from tests.databases import url_of
from tests.factories.media import RecordingFactory

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90


def start_worker():
    """Start a worker of its own on the test's database and data folder."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "moke.settings.embedded",
        "MOKE_DATA_DIR": str(settings.MOKE_DATA_DIR),
        "MOKE_DATABASE_URL": url_of(connection.settings_dict["NAME"]),
    }
    command = [sys.executable, "manage.py", "ox_worker", "--lock-timeout", "2", "--interval", "0.2"]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def encoders_of(recording):
    """Return the ids of processes that were started for the recording."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(recording.key).encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def wait_until(holds):
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def is_in(recording, state):
    return Recording.objects.filter(pk=recording.pk, state=state).exists()


@pytest.fixture
def recording(transactional_db, tmp_path):
    source = make_clip(tmp_path / "lesson.mp4", seconds=12, size="854x480", rate="30")
    return receive_file(
        recording=RecordingFactory(),
        path=source,
        original_name="lesson.mp4",
        size_bytes=source.stat().st_size,
    )


def test_worker_killed_while_encoding_is_followed_by_one_that_publishes_once(recording):
    first = start_worker()
    try:
        wait_until(lambda: is_in(recording, State.ENCODING) and encoders_of(recording))
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    wait_until(lambda: encoders_of(recording) == [])
    assert is_in(recording, State.ENCODING)

    Recording.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    second = start_worker()
    try:
        wait_until(lambda: is_in(recording, State.READY))
    finally:
        second.terminate()
        second.wait()
    recording.refresh_from_db()
    assert [made.name for made in recording.renditions.all()] == ["480", "360"]
    remove_retired(recording=recording)
    assert storages["recordings"].listdir(str(recording.key))[0] == [recording.published_attempt]
    assert list((settings.MOKE_DATA_DIR / "work").glob(f"{recording.key}*")) == []
    assert encoders_of(recording) == []
