"""A real engine with a real model listens to real speech. It is English: no package carries a
model for Chinese, whose words are cut in test_cues."""

import json

import pytest

from moke.media import speech
from moke.media.checks import check_speech
from moke.media.cues import Cue
from moke.media.speech import SpeechError, languages_heard, transcribe
from tests.clips import run_ffmpeg
from tests.speech import make_film, make_model


@pytest.fixture
def model(tmp_path, settings):
    settings.MOKE_ASR_MODEL = make_model(tmp_path / "model")
    return settings.MOKE_ASR_MODEL


@pytest.fixture
def recording(tmp_path):
    return make_film(tmp_path / "film.mp4")


def listen(sound, folder, told=None):
    tell = (told if told is not None else []).append
    return transcribe(sound=sound, language="en", folder=folder, on_progress=tell)


def test_speech_becomes_captions(model, recording, tmp_path):
    told = []
    cues = listen(recording, tmp_path, told)
    assert [cue.words.lower().rstrip(".,") for cue in cues[:2]] == [
        "it was the best of times",
        "it was the worst of times",
    ]
    assert (round(cues[0].start_s), cues[-1].end_s <= 8) == (1, True)
    assert (sorted(told), max(told) > 0.5) == (told, True)


def test_silence_becomes_nothing(model, tmp_path):
    sound = tmp_path / "silence.mp4"
    run_ffmpeg("-f", "lavfi", "-i", "anullsrc=r=16000", "-t", "2", sound)
    assert listen(sound, tmp_path) == ()


def test_engine_that_dies_is_told(model, recording, tmp_path):
    (model / "encoder_model.ort").unlink()
    (model / "encoder_model.ort").touch()
    with pytest.raises(SpeechError):
        listen(recording, tmp_path)


def test_sound_that_is_none_is_told(model, tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"nothing")
    with pytest.raises(SpeechError):
        listen(tmp_path / "film.mp4", tmp_path)


def test_languages_are_those_of_the_model(model, settings, tmp_path):
    assert (languages_heard(), check_speech()) == (("en",), [])
    sense_voice = tmp_path / "sense-voice"
    sense_voice.mkdir()
    settings.MOKE_ASR_MODEL = sense_voice
    assert [warning.id for warning in check_speech()] == ["moke.W004"]
    for name in ("model.int8.onnx", "tokens.txt", "silero_vad.onnx"):
        assert languages_heard() == ()
        (sense_voice / name).touch()
    assert languages_heard() == ("zh-Hans", "en")


def test_nothing_is_heard_without_model_or_engine(model, settings, monkeypatch):
    for place in ("speech", "checks"):
        monkeypatch.setattr(f"moke.media.{place}.has_engine", lambda: False)
    assert languages_heard() == ()
    hints = [warning.hint for warning in check_speech()]
    assert hints == ["Install the extra: platform/deploy/set-up asr"]
    settings.MOKE_ASR_MODEL = None
    assert check_speech() == []


def test_words_are_put_at_the_moments_that_the_model_tells():
    """As SenseVoice answers for Chinese: each character with its moment, a stretch said twice
    where the engine was killed in between."""
    listener = speech._Listener(10.0, lambda share: None)
    line = {"start_s": 2.0, "end_s": 4.0, "text": "树很孤单。", "heard_s": 4.0}
    pieces = [["树", 0.1], ["很", 0.4], ["孤", 0.8], ["单", 1.0], ["。", 1.4]]
    said = json.dumps(line | {"pieces": pieces}).encode() + b"\n"
    for chunk in (said[:20], said[20:], said, b'{"heard_s": 9.0}\n'):
        listener.hear(chunk)
    assert speech.cut_into_cues(listener.pieces()) == (Cue(2.1, 3.9, "树很孤单。"),)
