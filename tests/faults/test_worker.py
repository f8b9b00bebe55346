"""Processes that are killed at random leave nothing behind, lose nothing and publish once."""

import time
from functools import partial

import pytest
from django.core.files.storage import storages

from moke.accounts.domain.recorder_key import issue_recorder_key
from moke.media.domain.refinement import ask_for_refinement
from moke.media.domain.trim import ask_to_trim
from moke.media.enums import Refining, State, Trimming
from moke.media.models import Refinement, TrimWork
from moke.media.tasks import process_recording
from moke.media.transcode import encode
from moke.media.trim import Trim
from tests.clips import make_clip, make_numbered_clip, numbers_of
from tests.conftest import A_HANDFUL
from tests.factories.media import RecordingFactory
from tests.faults.system import (
    ONE_CORE,
    Watch,
    arrived,
    assert_tidy,
    bury_worker,
    digests_of,
    encoders_of,
    has_one_try_left,
    is_in,
    kill,
    pass_time,
    share_out,
    wait_until,
)
from tests.faults.uploader import Uploader

LARGE = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-pix_fmt", "yuv420p", "-g", "30")
FOREIGN = ("-c:v", "mpeg4", "-q:v", "4", "-g", "30")  # no browser plays it: all rungs are encoded
GAP_S = (0.1, 1.5)
ENDED_WELL = (Refining.DONE, Refining.KEPT)
SETTLED = (*ENDED_WELL, Refining.FAILED)
SETS = 3  # at once what costs least, then the whole set, then the better one, which costs less
VICTIMS = ("worker", "ffmpeg", "web")
SHARED_VICTIMS = ("worker", "helper", "ffmpeg", "web")


@pytest.fixture
def clip(tmp_path):
    return make_clip(tmp_path / "a.mp4", seconds=12, size="640x480", rate="15", codec=LARGE)


@pytest.fixture
def long_clip(tmp_path):
    """Small, and of so many chunks that they are offered to other workers."""
    return make_clip(tmp_path / "long.mkv", seconds=20, size="320x240", rate="15", codec=FOREIGN)


class Attack:
    """The life of one recording, from the first byte to its better encode, under fire."""

    def __init__(self, product, teacher, data, chance):
        self.product, self.chance = product, chance
        self.recording = RecordingFactory(owner=teacher)
        self.watch = Watch(self.recording)
        key = issue_recorder_key(person=teacher, name="Room 12")
        self.uploader = Uploader(product.port, key, self.recording.key, data)
        self.killed = []

    def run(self, victims, *, begin_help=None):
        """Kill these, in this order, while there is something to do; return what was published.

        With `begin_help` the first worker waits for a second one to help.
        """
        victims = list(victims)
        self.uploader.start()
        if begin_help:
            share_out(self.recording, begin_help=begin_help)
        self._until(lambda: is_in(self.recording, State.READY), victims)
        self.uploader.join()
        Refinement.objects.all().delete()
        ask_for_refinement(recordings=[self.recording])
        self._until(lambda: Refinement.objects.get().state in SETTLED, victims)
        refinement = Refinement.objects.get()
        assert (refinement.state in ENDED_WELL, refinement.problem) == (True, "")
        return self.watch.sets

    def _until(self, holds, victims):
        next_at = time.monotonic() + self.chance.uniform(*GAP_S)

        def look():
            nonlocal next_at
            self.watch.look()
            if victims and time.monotonic() >= next_at:
                if self._strike(victims[0]):
                    self.killed.append(victims.pop(0))
                next_at = time.monotonic() + self.chance.uniform(*GAP_S)
            return holds()

        wait_until(look, f"after {self.killed} waited in vain")
        self.watch.look()

    def _strike(self, victim):
        if victim == "ffmpeg":
            found = encoders_of(self.recording)
            kill(*found[:1]) if found else None
            return bool(found)
        if victim == "web":
            self.product.cut("server")
            self.product.serve()
            return True
        if has_one_try_left():
            return False
        process_id = self.product.processes[victim].pid
        self.product.cut(victim)
        outlived = "ffmpeg outlived its worker"
        wait_until(lambda: not encoders_of(self.recording, parent=process_id), outlived)
        bury_worker(process_id)
        self.product.work(victim)
        return True


def test_killed_processes_lose_nothing_and_publish_once(product, teacher, clip, chance, request):
    kills = request.config.option.kills
    product.serve()
    product.work()
    victims = drawn(VICTIMS, kills - kills // 3, chance)
    is_long = kills > A_HANDFUL
    survive(victims[::2] if is_long else victims, product, teacher, clip, chance)
    if is_long:
        other = clip.with_suffix(".mkv")
        make_clip(other, seconds=12, size="640x480", rate="15", codec=FOREIGN)
        survive(victims[1::2], product, teacher, other, chance)


def test_killed_workers_that_share_chunks_lose_nothing_and_publish_once(
    product, teacher, long_clip, chance, request
):
    """A third of the victims falls where two workers are at each recording."""
    product.environment |= ONE_CORE
    product.serve()
    product.work()
    victims = drawn(SHARED_VICTIMS, request.config.option.kills // 3, chance)
    help_begins = partial(product.work, "helper")
    attacks = survive(victims, product, teacher, long_clip, chance, begin_help=help_begins)
    shared = [attack for attack in attacks if len(attack.watch.makers) > 1]
    print(f"{len(shared)} of {len(attacks)} were made by several workers")


def drawn(victims, kills, chance):
    """So many of the victims, one as often as another."""
    drawn = [victims[n % len(victims)] for n in range(kills)]
    chance.shuffle(drawn)
    return drawn


def survive(victims, product, teacher, clip, chance, *, begin_help=None):
    """Have recordings published until all victims were killed, each as the first, undisturbed one.

    Returns all of these attacks.
    """
    data, kills = clip.read_bytes(), len(victims)
    attacks = [Attack(product, teacher, data, chance)]
    undisturbed = attacks[0].run([], begin_help=begin_help)
    assert len(undisturbed) == SETS
    while victims:
        attack = Attack(product, teacher, data, chance)
        seen = attack.run(victims)
        assert seen == [files for files in undisturbed if files in seen]
        assert seen[-1] == undisturbed[-1]
        assert attack.watch.remade == set()
        victims = victims[len(attack.killed) :]
        attack.recording.refresh_from_db()
        assert_tidy(attack.recording)
        attacks.append(attack)
    print(
        f"{clip.name}: {kills} processes were killed in the course of {len(attacks) - 1} recordings"
    )
    return attacks


def test_job_delivered_often_to_workers_on_the_same_chunk_is_published_once(
    product, teacher, clip, tmp_path
):
    """One worker sleeps over its lease in the middle of a chunk, and wakes up beside another."""
    (tmp_path / "set").mkdir()
    encode(clip, tmp_path / "set")
    recording = arrived(clip, owner=teacher)
    for _ in range(4):
        process_recording.enqueue(recording.pk)
    watch = Watch(recording)
    product.work("one")
    wait_until(lambda: is_in(recording, State.ENCODING) and encoders_of(recording))
    product.freeze("one")
    watch.look()
    first = set(encoders_of(recording))
    pass_time()
    product.work("two")
    wait_until(lambda: pass_time() or set(encoders_of(recording)) - first)
    product.thaw("one")

    def is_ready():
        watch.look()
        return is_in(recording, State.READY)

    wait_until(is_ready)
    watch.look()
    wait_until(lambda: not encoders_of(recording))
    assert len(watch.sets) == 2
    assert watch.sets[-1] == digests_of(tmp_path / "set")
    recording.refresh_from_db()
    assert_tidy(recording)


def test_worker_that_is_killed_while_it_cuts_leaves_a_recording_that_is_cut_once(
    product, teacher, tmp_path
):
    clip = make_numbered_clip(tmp_path / "a.mp4", seconds=12, size="640x480", gop=250)
    recording = arrived(clip, owner=teacher)
    product.work()
    wait_until(lambda: is_in(recording, State.READY))
    ask_to_trim(recording=recording, wanted=Trim(2400, 9000), hold_back=True)
    wait_until(lambda: encoders_of(recording))
    product.cut("worker")
    wait_until(lambda: not encoders_of(recording), "ffmpeg outlived its worker")
    bury_worker()
    product.work()
    wait_until(lambda: TrimWork.objects.get().state == Trimming.DONE)
    recording.refresh_from_db()
    assert (recording.skipped_ms, recording.kept_ms, recording.is_held_back) == (2400, 6600, False)
    name = f"{recording.key}/{recording.published_attempt}/480.mp4"
    assert numbers_of(storages["recordings"].path(name)) == list(range(60, 225))
    assert_tidy(recording)
