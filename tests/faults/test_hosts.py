"""Two workers on hosts of their own, a bucket between them, and one recording for both."""

from contextlib import ExitStack

import pytest
from django.db import connection
from django_ox.models import OxTask

from moke.media.domain.recording import receive_file
from moke.media.domain.refinement import ask_for_refinement
from moke.media.enums import Refining, State
from moke.media.models import Chunk, Refinement
from moke.media.plan import Level, plan_encodes
from moke.media.probe import probe
from moke.media.share_tasks import help_with_chunks
from moke.media.transcode import encode
from tests.clips import make_clip
from tests.factories.media import RecordingFactory
from tests.faults.system import Attacked, digests_of, is_in, set_of, wait_until


@pytest.fixture
def hosts(transactional_db, in_bucket, tmp_path):
    with ExitStack() as stack:
        hosts = []
        for name in ("here", "there"):
            (tmp_path / name).mkdir()
            host = Attacked(
                tmp_path / name, connection.settings_dict["NAME"], in_bucket.environment
            )
            stack.callback(host.stop)
            hosts.append(host)
        yield hosts


def both_take_tasks():
    """Whether both workers are up: each has taken one of the tasks that do nothing."""
    help_with_chunks.enqueue(0)
    return len({name for task in OxTask.objects.all() for name in task.worker_ids}) == 2


def makers_until(holds):
    """How many workers made the chunks of what goes on until this holds."""
    makers = {}

    def look():
        finished = Chunk.objects.filter(is_finished=True)
        makers.update(finished.values_list("number", "holder"))
        return holds()

    wait_until(look)
    return len(set(makers.values()))


def test_workers_of_two_hosts_make_one_recording(hosts, in_bucket, tmp_path):
    film = make_clip(
        tmp_path / "a.mkv", seconds=36, size="640x480", rate="30", options=("-g", "60")
    )
    for level in Level:
        (tmp_path / level).mkdir()
        encode(film, tmp_path / level, plan=plan_encodes(probe(film), level))
    for host in hosts:
        host.work()
    wait_until(both_take_tasks)
    OxTask.objects.filter(status=OxTask.Status.READY).delete()  # else help waits behind them
    recording = receive_file(
        recording=RecordingFactory(),
        path=film,
        original_name="a.mkv",
        size_bytes=film.stat().st_size,
    )
    assert makers_until(lambda: is_in(recording, State.READY)) == 2
    recording.refresh_from_db()
    everyday = digests_of(tmp_path / Level.EVERYDAY)
    assert set_of(recording, recording.published_attempt) == everyday

    ask_for_refinement(recordings=[recording])
    done = Refinement.objects.filter(state=Refining.DONE)
    assert makers_until(done.exists) == 2
    recording.refresh_from_db()
    showcase = digests_of(tmp_path / Level.SHOWCASE)
    made = set_of(recording, recording.published_attempt)
    films = {"480.mp4", "360.mp4"}
    fresh = {name for name in films if made[name] == showcase[name]}
    assert fresh
    assert {name for name in films if made[name] == everyday[name]} == films - fresh
    wait_until(lambda: not Chunk.objects.exists())
    wait_until(lambda: not [name for name in in_bucket.objects("recordings") if "parts-" in name])
