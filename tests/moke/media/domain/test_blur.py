"""Faces are blurred for everybody, and what showed them is gone."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.utils.translation import override

from moke.media.blur import Blur
from moke.media.domain import blurring
from moke.media.domain.blur import ask_to_blur, hold_back, resume_blurrings, retry_blurring
from moke.media.domain.blurring import blur
from moke.media.domain.processing import process
from moke.media.domain.recording import encode_again
from moke.media.domain.still import kept_still, read_stills
from moke.media.enums import Blurring, Problem, State, Untouched
from moke.media.models import BlurWork, Recording, RecordingPolicy
from moke.media.plan import plan_encodes
from moke.media.probe import probe
from moke.media.problems import EncodeError
from tests.clips import make_clip, make_numbered_clip, numbers_of, run_ffmpeg
from tests.factories.media import RecordingFactory
from tests.processed import Processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here", "asked")]
BOX = Blur(1.0, 2.5, 0.25, 0.25, 0.5, 0.5)


@pytest.fixture
def queue(queue_of):
    """Which recordings wait to be blurred."""
    return queue_of("moke.media.domain.blur.blur_recording")


@pytest.fixture(scope="module")
def six_seconds(tmp_path_factory):
    make = partial(make_clip, seconds=6, size="640x360")
    return Processed(tmp_path_factory.mktemp("six-seconds"), make)


@pytest.fixture
def recording(six_seconds, queue):
    return six_seconds.recording()


def ask(recording, *boxes, hold=True):
    ask_to_blur(recording=recording, boxes=boxes, hold_back=hold)
    recording.refresh_from_db()


def work_off(recording):
    assert blur(recording=recording) is None
    recording.refresh_from_db()


def attempts_of(recording):
    return storages["recordings"].listdir(str(recording.key))


def test_what_shows_a_face_goes_when_it_is_blurred(recording, queue):
    before = recording.published_attempt
    read_stills(recording=recording, moments_ms=[1500], on_still=lambda: None)
    ask(recording, BOX)
    assert (recording.is_held_back, recording.published_attempt) == (True, before)
    assert queue == [recording.pk]
    work_off(recording)
    assert recording.published_attempt != before
    assert attempts_of(recording) == ([recording.published_attempt], ["source"])
    assert (recording.is_held_back, recording.source_is_locked) == (False, True)
    assert recording.blur_boxes.exclude(burnt_at=None).count() == 1
    assert kept_still(recording=recording, at_ms=1500) is None
    assert recording.owner.has_perm("media.download_source", recording) is False
    assert BlurWork.objects.get(recording=recording).state == Blurring.DONE


def test_untouched_file_is_deleted_where_the_district_wants_it(recording):
    RecordingPolicy.objects.create(untouched=Untouched.DELETE)
    ask(recording, BOX)
    work_off(recording)
    assert attempts_of(recording) == ([recording.published_attempt], [])
    assert (recording.source, encode_again(recording=recording)) == ("", False)
    once = recording.published_attempt
    ask(recording, Blur(4.5, 5.0, 0.1, 0.1, 0.2, 0.2))
    work_off(recording)
    assert recording.published_attempt != once
    assert recording.blur_boxes.exclude(burnt_at=None).count() == 2
    assert (recording.width_px, recording.duration_s) == (640, 6.0)


def test_whatever_is_encoded_later_has_the_boxes(recording, monkeypatch):
    ask(recording, BOX)
    work_off(recording)
    plans = []
    make = blurring.transcode
    monkeypatch.setattr(
        "moke.media.domain.encoding.transcode",
        lambda plan, *rest, **options: plans.append(plan) or make(plan, *rest, **options),
    )
    encode_again(recording=recording)
    process(recording=recording)
    assert [(plan.blurs, plan.picture.copied) for plan in plans] == [((BOX,), False)]


def film_in_matroska(path):
    """Of square pixels, and keyframes that lie at no multiple of a segment."""
    wide = make_numbered_clip(path.with_name("wide.mkv"), seconds=11, size="854x480", gop=63)
    film, square = path.with_suffix(".mkv"), "h264_metadata=sample_aspect_ratio=1"
    run_ffmpeg("-i", wide, "-c", "copy", "-aspect", "854:480", "-bsf:v", square, film)
    assert plan_encodes(probe(film)).picture.copied
    return film


def test_film_whose_segments_follow_its_own_keyframes_keeps_each_frame_once(queue, tmp_path):
    """It is no MP4: its chunks are cut anew, at other moments than the published ones."""
    recording, shown = Processed(tmp_path, film_in_matroska).recording(), list(range(11 * 25))
    assert numbers_of(rung_of(recording, "480")) == numbers_of(rung_of(recording, "360")) == shown
    ask(recording, Blur(9.0, 9.2, 0.0, 0.0, 0.05, 0.1))
    work_off(recording)
    assert numbers_of(rung_of(recording, "480")) == numbers_of(rung_of(recording, "360")) == shown


def rung_of(recording, name):
    path = f"{recording.key}/{recording.published_attempt}/{name}.mp4"
    return storages["recordings"].path(path)


def crash(recording):
    raise KeyboardInterrupt


def test_crash_after_publishing_is_made_good(recording, monkeypatch):
    before = recording.published_attempt
    ask(recording, BOX)
    with monkeypatch.context() as broken:
        broken.setattr(blurring, "_settle", crash)
        with pytest.raises(KeyboardInterrupt):
            blur(recording=recording)
    recording.refresh_from_db()
    assert (recording.is_held_back, recording.published_attempt != before) == (True, True)
    monkeypatch.setattr(blurring, "transcode", None)
    work_off(recording)
    assert attempts_of(recording)[0] == [recording.published_attempt]


def test_failure_leaves_the_recording_as_it_was_and_hidden(recording, queue, monkeypatch):
    before = recording.published_attempt

    def fail(*args, **kwargs):
        raise EncodeError(Problem.UNREADABLE)

    ask(recording, BOX)
    with monkeypatch.context() as broken:
        broken.setattr(blurring, "transcode", fail)
        work_off(recording)
    work = BlurWork.objects.get(recording=recording)
    assert (work.state, work.problem) == (Blurring.FAILED, Problem.UNREADABLE)
    assert (recording.published_attempt, recording.is_held_back) == (before, True)
    assert (recording.state, recording.source_is_locked) == (State.READY, False)
    assert retry_blurring(recording=recording) is True
    assert (retry_blurring(recording=recording), len(queue)) == (False, 2)
    assert resume_blurrings() == 1
    work_off(recording)
    assert recording.is_held_back is False


@pytest.mark.parametrize(
    "box",
    [
        Blur(5.0, 5.0, 0.1, 0.1, 0.2, 0.2),
        Blur(5.0, 7.0, 0.1, 0.1, 0.2, 0.2),
        Blur(1.0, 2.0, 0.9, 0.1, 0.2, 0.2),
        Blur(1.0, 2.0, 0.1, 0.1, 0.2, 0.0),
        Blur(1.0, 2.0, 1.0, 0.1, 0.01, 0.2),
    ],
)
def test_box_lies_within_the_recording(queue, box):
    recording = RecordingFactory(ready=True, duration_s=6.0)
    with pytest.raises(ValidationError):
        ask_to_blur(recording=recording, boxes=[box], hold_back=True)
    assert Recording.objects.get(pk=recording.pk).is_held_back is False


def refusal(recording, *boxes):
    """Why the boxes are refused, in English."""
    with override("en"), pytest.raises(ValidationError) as refused:
        ask_to_blur(recording=recording, boxes=boxes, hold_back=False)
    return refused.value.messages[0]


def test_one_thing_is_blurred_after_another(queue):
    recording = RecordingFactory(ready=True)
    assert refusal(recording).startswith("Draw a box first")
    ask(recording, BOX)
    assert refusal(recording, BOX).startswith("This recording is being changed")
    Recording.objects.filter(pk=recording.pk).update(state=State.ENCODING)
    assert "once all of it is encoded" in refusal(recording, BOX)


def test_recording_that_is_held_back_is_its_owners_alone():
    recording = RecordingFactory(ready=True)
    hold_back(recording=recording)
    assert recording.owner.has_perm("media.stream_recording", recording)
    assert kept_still(recording=recording, at_ms=0) is None
