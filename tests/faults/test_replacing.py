"""Processes that are killed while a recording's file is replaced: old or new, never half of it."""

import pytest
from django.core.files.storage import storages

from moke.media.domain.reconcile import find_faults
from moke.media.enums import Replacing, State
from moke.media.models import Replacement
from tests.clips import make_clip, make_numbered_clip, numbers_of
from tests.faults.system import (
    Watch,
    arrived,
    assert_tidy,
    bury_worker,
    encoders_of,
    is_in,
    kill,
    set_of,
    wait_until,
)
from tests.moke.media.replaced import confirm, sent


class Witness(Watch):
    """Looks at the old film, too: its file is there for as long as the film is watched."""

    def __init__(self, recording):
        super().__init__(recording)
        self.old = recording.published_attempt
        self.source = storages["recordings"].path(recording.source)
        self.look()

    def look(self):
        is_kept = storages["recordings"].exists(self.source)
        super().look()
        assert is_kept or list(self.published)[-1] != self.old

    def until(self, holds):
        def look():
            self.look()
            return holds()

        wait_until(look)


@pytest.fixture
def recording(product, teacher, tmp_path):
    """One that a worker has published and everybody watches."""
    clip = make_clip(tmp_path / "a.mp4", seconds=3)
    recording = arrived(clip, owner=teacher)
    product.work()
    wait_until(lambda: is_in(recording, State.READY) and not encoders_of(recording))
    recording.refresh_from_db()
    return recording


def test_killed_processes_leave_the_old_film_until_the_new_one_is_published_once(
    product, recording, tmp_path
):
    film = make_numbered_clip(tmp_path / "b.mp4", seconds=12, size="640x480", gop=250)
    witness = Witness(recording)
    sent(recording, film)
    witness.until(lambda: state_is(recording, Replacing.CHOOSING))
    confirm(recording)
    witness.until(lambda: has_begun(recording))
    struck = encoders_of(recording)
    for process_id in struck:
        kill(process_id)
    witness.until(lambda: set(encoders_of(recording)) - set(struck))
    product.cut("worker")
    wait_until(lambda: not encoders_of(recording), "ffmpeg outlived its worker")
    assert set_of(recording, witness.old) == witness.published[witness.old]
    bury_worker()
    product.work()
    witness.until(lambda: state_is(recording, Replacing.DONE))
    recording.refresh_from_db()
    assert list(witness.published) == [witness.old, recording.published_attempt]
    assert witness.remade == set()
    name = f"{recording.key}/{recording.published_attempt}/480.mp4"
    assert numbers_of(storages["recordings"].path(name)) == list(range(300))
    assert_tidy(recording)
    assert list(find_faults()) == []


def has_begun(recording):
    return state_is(recording, Replacing.AT_WORK) and encoders_of(recording)


def state_is(recording, state):
    return Replacement.objects.filter(recording=recording, state=state).exists()
