"""A store that fails one call in ten and stalls: recordings come through it whole."""

import contextlib
import dataclasses

import pytest
from django.core.files.storage import storages

from moke.backends import bucket
from moke.backends.afar import StoreAway
from moke.media.domain.processing import process, remove_retired
from moke.media.domain.recording import receive_file
from moke.media.domain.refinement import ask_for_refinement
from moke.media.domain.refining import refine
from moke.media.enums import Refining, State
from moke.media.models import Refinement
from tests.clips import make_clip
from tests.conftest import A_HANDFUL
from tests.factories.media import RecordingFactory
from tests.faults.flaky import Weather, in_front_of
from tests.faults.system import set_of

LARGE = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-pix_fmt", "yuv420p", "-g", "60")
LONG_STALL_S = 30
MOST_TRIES = 20


@pytest.fixture
def weather(chance, request, monkeypatch):
    """A tenth of all calls fails, and some stall; for as long as it may be in the long run only."""
    is_long = request.config.option.kills > A_HANDFUL
    if not is_long:
        monkeypatch.setattr(bucket, "READ_S", 1)
    stall_s = LONG_STALL_S if is_long else 2
    return Weather(chance, failing=0.1, stall_every=15, stall_s=stall_s)


@pytest.fixture
def flaky_store(weather, settings, in_bucket):
    calm = storages["recordings"]
    with in_front_of(in_bucket.port, weather) as endpoint:
        flaky = dataclasses.replace(in_bucket.bucket, endpoint=endpoint)
        settings.STORAGES = settings.STORAGES | {"recordings": flaky.storage("recordings")}
        yield weather
        storages["recordings"].connection.meta.client.close()
    calm.connection.meta.client.close()


def patiently(act):
    """Do it as often as it takes, as tasks do."""
    for _ in range(MOST_TRIES):
        with contextlib.suppress(StoreAway):
            if act() is None:
                return
    pytest.fail("It never came through.")


@pytest.mark.django_db
def test_recording_comes_whole_through_a_store_that_fails(flaky_store, settings, tmp_path):
    clip = make_clip(tmp_path / "a.mp4", seconds=9, size="640x480", rate="25", codec=LARGE)
    recording, size_bytes = RecordingFactory(), clip.stat().st_size

    def receive():
        receive_file(recording=recording, path=clip, original_name="a.mp4", size_bytes=size_bytes)

    patiently(receive)
    patiently(lambda: process(recording=recording))
    recording.refresh_from_db()
    ask_for_refinement(recordings=[recording])
    patiently(lambda: refine(recording=recording))
    patiently(lambda: remove_retired(recording=recording))
    recording.refresh_from_db()
    assert (recording.state, Refinement.objects.get().state) == (State.READY, Refining.DONE)
    assert flaky_store.failed
    assert flaky_store.stalled
    flaky_store.failing, flaky_store.stall_every = 0, 10**6
    made = {made.name: made.size_bytes for made in recording.renditions.all()}
    storage, folder = storages["recordings"], f"{recording.key}/{recording.published_attempt}"
    assert {name: storage.size(f"{folder}/{name}.mp4") for name in made} == made
    assert len(set_of(recording, recording.published_attempt)) == 9
    assert storage.listdir(str(recording.key)) == ([recording.published_attempt], ["source"])
    assert list((settings.MOKE_DATA_DIR / "work").iterdir()) == []
