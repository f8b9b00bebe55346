"""Two workers on hosts of their own, a bucket between them, and one recording for both."""

from contextlib import ExitStack

import pytest
from django.db import connection

from moke.media.domain.recording import receive_file
from moke.media.domain.refinement import ask_for_refinement
from moke.media.enums import Refining, State
from moke.media.models import Chunk, Refinement
from moke.media.plan import LEVELS_OF_SETS, Level, plan_encodes
from moke.media.probe import probe
from moke.media.transcode import encode
from tests.clips import make_clip
from tests.factories.media import RecordingFactory
from tests.faults.system import (
    ONE_CORE,
    Attacked,
    digests_of,
    is_in,
    set_of,
    share_out,
    wait_until,
)

FOREIGN = ("-c:v", "mpeg4", "-q:v", "4", "-g", "30")  # no browser plays it: all rungs are encoded


@pytest.fixture
def hosts(transactional_db, in_bucket, tmp_path):
    with ExitStack() as stack:
        hosts = []
        for name in ("here", "there"):
            (tmp_path / name).mkdir()
            host = Attacked(
                tmp_path / name,
                connection.settings_dict["NAME"],
                in_bucket.environment | ONE_CORE,
            )
            stack.callback(host.stop)
            hosts.append(host)
        yield hosts


def test_workers_of_two_hosts_make_one_recording(hosts, in_bucket, tmp_path):
    film = make_clip(tmp_path / "a.mkv", seconds=20, size="640x480", rate="15", codec=FOREIGN)
    for level in LEVELS_OF_SETS:
        (tmp_path / level).mkdir()
        encode(film, tmp_path / level, plan=plan_encodes(probe(film), level))
    here, there = hosts
    here.work()
    recording = receive_file(
        recording=RecordingFactory(),
        path=film,
        original_name="a.mkv",
        size_bytes=film.stat().st_size,
    )
    share_out(recording, begin_help=there.work)
    wait_until(lambda: is_in(recording, State.READY) and not Chunk.objects.exists())
    recording.refresh_from_db()
    everyday = digests_of(tmp_path / Level.EVERYDAY)
    assert set_of(recording, recording.published_attempt) == everyday

    here.stop()
    ask_for_refinement(recordings=[recording])
    share_out(recording, begin_help=here.work)
    wait_until(Refinement.objects.filter(state=Refining.DONE).exists)
    recording.refresh_from_db()
    showcase = digests_of(tmp_path / Level.SHOWCASE)
    made = set_of(recording, recording.published_attempt)
    films = {"480.mp4", "360.mp4"}
    fresh = {name for name in films if made[name] == showcase[name]}
    assert fresh
    assert {name for name in films if made[name] == everyday[name]} == films - fresh
    wait_until(lambda: not Chunk.objects.exists())
    wait_until(lambda: not [name for name in in_bucket.objects("recordings") if "parts-" in name])
