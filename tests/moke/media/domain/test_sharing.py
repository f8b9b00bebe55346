"""Chunks that workers of several hosts make, none of whom waits for another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moke.media.chunks import find_chunks
from moke.media.domain.helping import has_open_chunks, help_encode
from moke.media.domain.processing import process, remove_retired
from moke.media.domain.recording import receive_file
from moke.media.domain.refinement import ask_for_refinement
from moke.media.domain.refining import refine
from moke.media.domain.sharing import PARTS
from moke.media.enums import Refining, State
from moke.media.files import fetch_file, recordings_storage
from moke.media.models import Chunk, Recording, Refinement
from moke.media.parts import parts_name
from moke.media.plan import Level, plan_encodes, with_av1, without_copy
from moke.media.probe import probe
from moke.media.transcode import copied_boundaries_s, encode
from tests.clips import make_clip
from tests.factories.media import RecordingFactory
from tests.faults.system import digests_of, set_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here", "asked")]


@pytest.fixture
def film(tmp_path):
    return make_clip(tmp_path / "a.mkv", seconds=16, size="96x64", sound=False)


@pytest.fixture
def recording(film, tmp_path):
    (tmp_path / "set").mkdir()
    encode(film, tmp_path / "set")
    name = name_of(without_copy(plan_encodes(probe(film))), film)
    recording = received(film)
    offer(recording, name)
    return recording


@pytest.fixture
def better(film, tmp_path, settings, queue_of):
    """A recording that is encoded for many viewers by somebody else, in AV1, too."""
    queue_of("moke.media.domain.refinement.refine_recording")
    settings.MOKE_AV1 = True
    plan = with_av1(plan_encodes(probe(film), Level.SHOWCASE))
    (tmp_path / "set").mkdir()
    encode(film, tmp_path / "set", plan=plan)
    name = name_of(plan, film)
    recording = received(film)
    process(recording=recording)
    remove_retired(recording=recording)
    recording.refresh_from_db()
    ask_for_refinement(recordings=[recording])
    Refinement.objects.update(state=Refining.AT_WORK)
    offer(recording, name)
    return recording


@pytest.fixture
def copied(tmp_path):
    """A recording whose largest rung is its own picture, which the chunks of the other follow."""
    film = make_clip(
        tmp_path / "a.mkv", seconds=16, size="854x480", rate="15", options=("-g", "45"), sound=False
    )
    plan = plan_encodes(probe(film))
    boundaries_s = copied_boundaries_s(plan, film, tmp_path / "first")
    assert boundaries_s == pytest.approx((0, 6, 9, 12), abs=0.001)
    (tmp_path / "set").mkdir()
    encode(film, tmp_path / "set")
    name = name_of(plan, film, boundaries_s)
    recording = received(film)
    offer(recording, name)
    return recording


def name_of(plan, film, boundaries_s=()):
    return parts_name(plan, film.stat().st_size, find_chunks(plan, film, boundaries_s))


def received(film):
    return receive_file(
        recording=RecordingFactory(),
        path=film,
        original_name="a.mkv",
        size_bytes=film.stat().st_size,
    )


def offer(recording, encode_name):
    Chunk.objects.bulk_create(
        Chunk(recording=recording, encode=encode_name, number=number) for number in range(4)
    )


def assert_whole(recording, tmp_path):
    recording.refresh_from_db()
    assert recording.state == State.READY
    assert set_of(recording, recording.published_attempt) == digests_of(tmp_path / "set")
    assert Chunk.objects.count() == 0
    remove_retired(recording=recording)
    kept = recordings_storage().listdir(str(recording.key))[0]
    assert kept == [recording.published_attempt]


@pytest.mark.parametrize(
    "left",
    [
        {"holder": "other", "leased_until": timezone.now() + timedelta(hours=1)},
        {"holder": "other", "is_finished": True},
    ],
    ids=["others are at them", "what others made is gone"],
)
def test_chunks_that_others_do_not_hand_over_are_made_here(recording, tmp_path, left):
    Chunk.objects.filter(number__gt=1).update(**left)
    process(recording=recording)
    assert_whole(recording, tmp_path)


@pytest.mark.parametrize(("film_of", "rung"), [("recording", "64"), ("copied", "360")])
def test_what_a_helper_made_is_joined(request, tmp_path, monkeypatch, film_of, rung):
    recording = request.getfixturevalue(film_of)
    monkeypatch.setattr("moke.media.domain.sharing.Chunks.release", lambda share: None)
    Recording.objects.update(state=State.ENCODING)
    Chunk.objects.filter(number=0).update(leased_until=timezone.now() + timedelta(hours=1))
    help_encode(recording=recording)
    assert list(Chunk.objects.values_list("number", "is_finished")) == [
        (0, False), (1, True), (2, True), (3, True),
    ]  # fmt: skip
    encode_name = Chunk.objects.values_list("encode", flat=True).distinct().get()
    made = recordings_storage().listdir(f"{recording.key}/{PARTS}{encode_name}")[1]
    assert sorted(made) == [f"{rung}-00001.mp4", f"{rung}-00002.mp4", f"{rung}-00003.mp4"]
    Recording.objects.update(state=State.QUEUED)
    process(recording=recording)
    assert_whole(recording, tmp_path)


def test_helper_leaves_a_recording_that_nobody_wants_encoded(recording, settings):
    Recording.objects.update(state=State.FAILED)
    help_encode(recording=recording)
    assert set(Chunk.objects.values_list("is_finished", flat=True)) == {False}
    assert list((settings.MOKE_DATA_DIR / "work").iterdir()) == []


def test_what_a_helper_made_of_a_better_encode_is_joined(better, tmp_path, monkeypatch):
    monkeypatch.setattr("moke.media.domain.sharing.Chunks.release", lambda share: None)
    Chunk.objects.filter(number=0).update(leased_until=timezone.now() + timedelta(hours=1))
    help_encode(recording=better)
    finished = Chunk.objects.filter(is_finished=True)
    assert list(finished.values_list("number", flat=True)) == [1, 2, 3]
    first = Chunk.objects.values_list("encode", flat=True).distinct().get()
    made = recordings_storage().listdir(f"{better.key}/{PARTS}{first}")[1]
    assert sorted(made)[:4] == ["64-00001.mp4", "64-00002.mp4", "64-00003.mp4", "64-av1-00001.mp4"]
    fetched = []
    monkeypatch.setattr(
        "moke.media.domain.sharing.fetch_file",
        lambda **kwargs: fetched.append(kwargs["name"]) or fetch_file(**kwargs),
    )
    before = better.published_attempt
    refine(recording=better)
    assert sorted(fetched) == sorted(made)
    better.refresh_from_db()
    assert Refinement.objects.get().state == Refining.DONE
    after = set_of(better, better.published_attempt)
    assert after["64.mp4"] == digests_of(tmp_path / "set")["64.mp4"]
    assert Chunk.objects.count() == 0
    kept = recordings_storage().listdir(str(better.key))[0]
    assert sorted(kept) == sorted([before, better.published_attempt])


def test_helper_of_a_better_encode_gives_way_to_who_waits(better):
    RecordingFactory(state=State.QUEUED)
    help_encode(recording=better)
    assert set(Chunk.objects.values_list("is_finished", flat=True)) == {False}


def test_better_encode_that_waits_needs_no_help(better):
    assert has_open_chunks(recording=better)
    Refinement.objects.update(state=Refining.WAITING)
    assert not has_open_chunks(recording=better)
    help_encode(recording=better)
    assert set(Chunk.objects.values_list("is_finished", flat=True)) == {False}
