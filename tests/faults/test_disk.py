"""A disk that is full: work is refused before it begins, given up midway, gone on with."""

import subprocess

import pytest
from django.core.files.storage import storages
from django_ox.models import OxTask

from moke.media.domain.processing import remove_retired
from moke.media.domain.recording import receive_file
from moke.media.enums import Problem, State
from moke.media.files import SPARE_BYTES
from moke.media.models import Recording
from moke.media.transcode import encode
from tests.clips import make_clip
from tests.factories.media import RecordingFactory
from tests.faults.system import (
    asleep,
    attacked,
    digests_of,
    is_in,
    pass_time,
    set_of,
    wait_until,
)

MIB = 1024**2
DISK_BYTES = SPARE_BYTES + 24 * MIB


@pytest.fixture
def disk(tmp_path, settings):
    """A small disk of its own for all that is under way and all that is kept."""
    disk = tmp_path / "disk"
    disk.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={DISK_BYTES}", "moke-test"]
    if subprocess.run(["mount", *options, disk], capture_output=True, check=False).returncode:
        pytest.skip("Mounting a small disk is not allowed here.")
    settings.MOKE_DATA_DIR = disk
    settings.STORAGES = settings.STORAGES | {
        "recordings": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": disk / "recordings"},
        }
    }
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def fill(disk, *, leave_bytes=0):
    """Take the room on a disk but for so much, and return what has to go to give it back."""
    filler = disk / "filler"
    free_bytes = int(subprocess.check_output(["df", "--output=avail", "-B1", disk]).split()[-1])
    subprocess.run(["fallocate", "-l", str(free_bytes - leave_bytes), filler], check=True)
    return filler


def task_that_waits():
    return OxTask.objects.filter(
        status=OxTask.Status.READY, task_path__endswith="process_recording"
    ).first()


def has_no_room(recording):
    """Whether it waits for room, and the task that looks again, which comes a moment later."""
    waiting = Recording.objects.filter(state=State.QUEUED, problem=Problem.NO_SPACE)
    is_free = waiting.filter(pk=recording.pk, leased_until=None).exists()
    return bool(is_free and task_that_waits())


def looks_again_in_s():
    """In how many seconds the recording's task is due again."""
    task = task_that_waits()
    return (task.run_after - task.enqueued_at).total_seconds()


def test_work_waits_for_room_and_goes_on_by_itself(transactional_db, disk, tmp_path):
    made = tmp_path / "set"
    made.mkdir()
    clip = make_clip(tmp_path / "a.mkv", seconds=20, size="640x480", rate="15")
    encode(clip, made)
    recording = receive_file(
        recording=RecordingFactory(),
        path=clip,
        original_name="a.mkv",
        size_bytes=clip.stat().st_size,
    )
    with attacked() as product:
        filler = fill(disk, leave_bytes=SPARE_BYTES)
        product.work()
        wait_until(lambda: has_no_room(recording))
        assert round(looks_again_in_s(), -1) == 600
        assert list((disk / "work").iterdir()) == []

        filler.unlink()
        pass_time()
        with asleep(recording, begun=lambda: is_in(recording, State.ENCODING)):
            filler = fill(disk)
        wait_until(lambda: has_no_room(recording))

        filler.unlink()
        pass_time()
        wait_until(lambda: is_in(recording, State.READY))
    recording.refresh_from_db()
    assert recording.problem == ""
    assert set_of(recording, recording.published_attempt) == digests_of(made)
    remove_retired(recording=recording)
    assert storages["recordings"].listdir(str(recording.key))[0] == [recording.published_attempt]
