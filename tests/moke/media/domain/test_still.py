"""Stills: cut from what plays, kept beside it."""

import io
import uuid

import pytest
from django.core.files.storage import storages
from PIL import Image

from moke.media.domain.still import read_stills
from tests.clips import make_clip
from tests.factories.media import RecordingFactory, RenditionFactory


@pytest.fixture
def recording(db, stored_here, tmp_path):
    """Three seconds of a moving picture, as it would be published."""
    recording = RecordingFactory(ready=True, published_attempt=uuid.uuid4().hex)
    keep(recording, tmp_path)
    return recording


def keep(recording, folder):
    clip = make_clip(folder / "clip.mp4", seconds=3, size="640x360")
    with clip.open("rb") as film:
        storages["recordings"].save(f"{recording.key}/{recording.published_attempt}/360.mp4", film)


class Counter:
    def __init__(self):
        self.count = 0

    def __call__(self):
        self.count += 1


def test_stills_are_small_pictures_of_their_moments(recording):
    counter = Counter()
    stills = read_stills(recording=recording, moments_ms=[2000, 0], on_still=counter)
    assert sorted(stills) == [0, 2000]
    assert stills[0] != stills[2000]
    with Image.open(io.BytesIO(stills[2000])) as picture:
        assert (picture.format, picture.size) == ("JPEG", (480, 270))
    assert counter.count == 2


def test_stills_are_cut_once(recording):
    first = read_stills(recording=recording, moments_ms=[1000], on_still=Counter())
    storages["recordings"].delete(f"{recording.key}/{recording.published_attempt}/360.mp4")
    counter = Counter()
    assert read_stills(recording=recording, moments_ms=[1000], on_still=counter) == first
    assert counter.count == 1


def test_moment_without_a_picture_has_no_still(recording):
    assert sorted(
        read_stills(recording=recording, moments_ms=[1000, 90000], on_still=Counter())
    ) == [1000]


def test_sound_alone_has_no_stills(db):
    recording = RecordingFactory(ready=True, rendition=None)
    RenditionFactory(recording=recording, name="audio", width_px=0, height_px=0)
    assert read_stills(recording=recording, moments_ms=[1000], on_still=Counter()) == {}


def test_stills_are_cut_from_what_lies_in_a_bucket(db, in_bucket, tmp_path):
    recording = RecordingFactory(ready=True, published_attempt=uuid.uuid4().hex)
    keep(recording, tmp_path)
    first = read_stills(recording=recording, moments_ms=[1000], on_still=Counter())
    assert sorted(first) == [1000]
    assert read_stills(recording=recording, moments_ms=[1000], on_still=Counter()) == first
