"""The picture that stands for a recording: chosen by its author, cut from what plays."""

import io
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from PIL import Image

from moke.media.domain.poster import choose_poster, forget_choice, trim_poster
from moke.media.domain.poster_cutting import cut_chosen, give_up_choice, is_cut_later
from moke.media.models import Recording
from moke.media.trim import Trim
from tests.clips import make_clip
from tests.factories.media import RecordingFactory

ATTEMPT = uuid.uuid4().hex


@pytest.fixture
def recording(db, stored_here, tmp_path, settings):
    """Three seconds of a moving picture, as they would be published."""
    settings.MOKE_DATA_DIR = tmp_path
    recording = RecordingFactory(ready=True, published_attempt=ATTEMPT, duration_s=3.0)
    clip = make_clip(tmp_path / "clip.mp4", seconds=3, size="640x360")
    with clip.open("rb") as film:
        storages["recordings"].save(f"{recording.key}/{ATTEMPT}/360.mp4", film)
    return recording


def picture_of(recording):
    recording.refresh_from_db()
    with storages["recordings"].open(f"{recording.key}/{ATTEMPT}/{recording.poster}") as still:
        return still.read()


def test_chosen_picture_stands_for_the_recording_once_it_is_cut(recording):
    choose_poster(recording=recording, at_ms=1500)
    recording.refresh_from_db()
    assert (recording.poster, is_cut_later(recording)) == ("poster.jpg", True)
    assert cut_chosen(recording=recording) is None
    first = picture_of(recording)
    assert (recording.poster, is_cut_later(recording)) == ("poster-1500.jpg", False)
    with Image.open(io.BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (640, 360))
    choose_poster(recording=recording, at_ms=500)
    recording.refresh_from_db()
    cut_chosen(recording=recording)
    assert picture_of(recording) != first
    forget_choice(recording=recording)
    recording.refresh_from_db()
    assert (recording.poster, recording.poster_ms) == ("poster.jpg", None)


def test_the_very_end_has_a_picture_too(recording):
    choose_poster(recording=recording, at_ms=3200)
    recording.refresh_from_db()
    cut_chosen(recording=recording)
    recording.refresh_from_db()
    assert (recording.poster_ms, recording.poster) == (3000, "poster-3000.jpg")


def test_moment_outside_is_refused(recording):
    with pytest.raises(ValidationError, match="0:03"):
        choose_poster(recording=recording, at_ms=4000)
    assert Recording.objects.get().poster_ms is None


def test_picture_of_a_set_that_was_replaced_meanwhile_does_not_stand_for_the_new_one(recording):
    choose_poster(recording=recording, at_ms=1500)
    recording.refresh_from_db()
    Recording.objects.update(published_attempt=uuid.uuid4().hex)
    cut_chosen(recording=recording)
    give_up_choice(recording=recording)
    recording.refresh_from_db()
    assert (recording.poster, recording.poster_ms) == ("poster.jpg", 1500)


def test_what_cannot_be_cut_is_given_up(recording, tmp_path):
    storages["recordings"].delete(f"{recording.key}/{ATTEMPT}/360.mp4")
    with (tmp_path / "clip.mp4").open("wb") as broken:
        broken.write(b"no film" * 99)
    with (tmp_path / "clip.mp4").open("rb") as broken:
        storages["recordings"].save(f"{recording.key}/{ATTEMPT}/360.mp4", broken)
    choose_poster(recording=recording, at_ms=1500)
    recording.refresh_from_db()
    assert cut_chosen(recording=recording) is None
    recording.refresh_from_db()
    assert (recording.poster, recording.poster_ms) == ("poster.jpg", None)


@pytest.mark.parametrize(("at_ms", "left"), [(1500, 500), (500, None), (None, None)])
def test_chosen_moment_moves_with_a_trim(at_ms, left):
    recording = Recording(poster_ms=at_ms)
    trim_poster(recording=recording, trim=Trim(1000, 2500))
    assert recording.poster_ms == left
