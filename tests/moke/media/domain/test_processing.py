"""What becomes of a file: at once what can be played as it lies, then the whole set."""

import time
from io import BytesIO

import pytest
from django.core.files.storage import storages

from moke.media.domain import encoding, processing
from moke.media.domain.captions import put_captions
from moke.media.domain.processing import give_up, process, remove_retired
from moke.media.domain.recording import receive_file, retry, stop
from moke.media.enums import Problem, State
from moke.media.models import Recording
from moke.media.playback import player_context
from moke.media.problems import EncodeError
from tests.clips import make_clip
from tests.factories.media import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here", "asked")]
WEB = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "36", "-pix_fmt", "yuv420p")
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.000\nhao\n"


def receive(tmp_path, name="a.mp4", **clip):
    clip = {"seconds": 9, "size": "854x480", "rate": "30", "codec": (*WEB, "-g", "60")} | clip
    source = make_clip(tmp_path / name, **clip)
    size_bytes = source.stat().st_size
    return receive_file(
        recording=RecordingFactory(), path=source, original_name=name, size_bytes=size_bytes
    )


def names_of(recording):
    return [made.name for made in recording.renditions.all()]


def stored(recording):
    return {
        attempt: set(storages["recordings"].listdir(f"{recording.key}/{attempt}")[1])
        for attempt in storages["recordings"].listdir(str(recording.key))[0]
    }


@pytest.fixture
def seen(monkeypatch):
    """What was there when the encode began: the recording, its renditions, its player."""
    seen = {}
    encode = encoding.transcode

    def look_first(*args, **kwargs):
        recording = seen["of"]
        recording.refresh_from_db()
        seen["state"], seen["names"] = recording.state, names_of(recording)
        seen["attempt"] = recording.published_attempt
        if recording.is_ready:
            seen["player"] = player_context(recording, recording.owner)
        if act := seen.get("act"):
            act(recording)
        return encode(*args, **kwargs)

    monkeypatch.setattr(encoding, "transcode", look_first)
    return seen


def test_web_safe_picture_is_played_before_anything_is_encoded(tmp_path, seen):
    recording = seen["of"] = receive(tmp_path)
    process(recording=recording)
    assert (seen["state"], seen["names"]) == (State.ENCODING, ["480"])
    assert seen["player"]["sprites"] == ""
    recording.refresh_from_db()
    assert (recording.state, names_of(recording)) == (State.READY, ["480", "360"])
    assert player_context(recording, recording.owner)["sprites"]
    assert recording.published_attempt != seen["attempt"]


def test_stamp_of_the_file_is_kept(tmp_path, seen):
    stamp = ("-metadata", "creation_time=2026-11-23T02:40:02Z")
    recording = seen["of"] = receive(tmp_path, seconds=2, options=stamp)
    process(recording=recording)
    recording.refresh_from_db()
    assert recording.possible_starts[0] == "2026-11-23T02:40:02+00:00"


def test_files_of_the_first_rung_stay_until_nobody_can_be_watching(tmp_path, seen):
    recording = seen["of"] = receive(tmp_path)
    process(recording=recording)
    recording.refresh_from_db()
    first, whole = (
        stored(recording)[seen["attempt"]],
        stored(recording)[recording.published_attempt],
    )
    assert first == {"480.mp4", "480.m3u8", "master.m3u8", "poster.jpg"}
    assert whole == first | {"360.mp4", "360.m3u8", "sprites.jpg", "sprites.vtt", "waveform.svg"}
    remove_retired(recording=recording)
    assert list(stored(recording)) == [recording.published_attempt]


def test_retired_files_stay_while_others_are_on_their_way(tmp_path, seen):
    seen["of"] = recording = receive(tmp_path)
    seen["act"] = lambda current: remove_retired(recording=current)
    process(recording=recording)
    assert seen["attempt"] in stored(recording)


def test_captions_of_the_first_rung_go_along(tmp_path, seen):
    class Upload(BytesIO):
        size = len(CAPTIONS)

    recording = seen["of"] = receive(tmp_path)
    seen["act"] = lambda current: put_captions(recording=current, upload=Upload(CAPTIONS))
    process(recording=recording)
    recording.refresh_from_db()
    assert recording.tracks["zh-Hans"] in stored(recording)[recording.published_attempt]


@pytest.mark.parametrize(
    ("clip", "early"),
    [
        ({"codec": ("-c:v", "mpeg4")}, "360"),
        ({"codec": (*WEB, "-g", "300")}, "480"),
        ({"name": "a.mkv", "codec": (*WEB, "-g", "300")}, "480"),
        ({"name": "a.mkv", "codec": ("-c:v", "libvpx", "-deadline", "realtime")}, "360"),
    ],
    ids=["no browser plays it", "keyframes far apart", "no index", "one keyframe"],
)
def test_any_other_picture_is_played_before_its_set_is_there(tmp_path, seen, clip, early):
    recording = seen["of"] = receive(tmp_path, **{"seconds": 14} | clip)
    process(recording=recording)
    assert (seen["state"], seen["names"]) == (State.ENCODING, [early])
    recording.refresh_from_db()
    assert (recording.state, names_of(recording)) == (State.READY, ["480", "360"])
    assert recording.published_attempt != seen["attempt"]
    remove_retired(recording=recording)
    assert list(stored(recording)) == [recording.published_attempt]


def test_nothing_is_made_early_twice(tmp_path, seen):
    recording = seen["of"] = receive(tmp_path, codec=("-c:v", "mpeg4"))
    seen["act"] = lambda current: stop(recording=current)
    process(recording=recording)
    early = seen.pop("attempt")
    seen.pop("act")
    assert retry(recording=recording)
    process(recording=recording)
    assert seen["attempt"] == early
    assert set(stored(recording)) == {early, Recording.objects.get().published_attempt}


def test_nothing_is_made_early_where_its_room_is_wanted_for_the_set(tmp_path, seen, monkeypatch):
    monkeypatch.setattr(processing, "has_room", lambda needed_bytes: False)
    recording = seen["of"] = receive(tmp_path, codec=("-c:v", "mpeg4"))
    process(recording=recording)
    assert (seen["names"], names_of(recording)) == ([], ["480", "360"])


def test_recording_whose_encode_fails_keeps_the_rung_that_plays(tmp_path, monkeypatch):
    def fail(*args, **kwargs):
        raise EncodeError(Problem.UNREADABLE)

    monkeypatch.setattr(encoding, "transcode", fail)
    recording = receive(tmp_path)
    process(recording=recording)
    recording.refresh_from_db()
    assert (recording.state, recording.problem) == (State.READY, "")
    assert (recording.warning, names_of(recording)) == (Problem.UNREADABLE, ["480"])


def test_recording_that_workers_died_at_keeps_the_rung_that_plays(tmp_path, seen):
    recording = seen["of"] = receive(tmp_path)
    seen["act"] = lambda current: give_up(recording=current)
    process(recording=recording)
    recording.refresh_from_db()
    assert (recording.state, recording.warning) == (State.READY, Problem.TOO_SLOW)
    assert names_of(recording) == ["480"]


def test_work_folders_go_when_the_work_is_done(tmp_path, settings):
    process(recording=receive(tmp_path))
    assert list((settings.MOKE_DATA_DIR / "work").iterdir()) == []


def test_stopping_ends_the_work_within_seconds(tmp_path, seen):
    """ffmpeg goes with the hold on the recording; what was published by then stays."""
    began_at = {}

    def stop_it(current):
        began_at["s"] = time.monotonic()
        stop(recording=current)

    recording = seen["of"] = receive(tmp_path, seconds=60)
    seen["act"] = stop_it
    process(recording=recording)
    assert time.monotonic() - began_at["s"] < 5
    recording.refresh_from_db()
    assert (recording.state, recording.warning) == (State.READY, Problem.STOPPED)
    assert retry(recording=recording)
