"""Speech to text: one function, behind which the engine of the extra `asr` lies.

The engine is sherpa-onnx with a model that the operator has put into the folder
`MOKE_ASR_MODEL`; docs/operating.md names the models. It runs in a process of its own
(`moke/media/recognise.py`), so that its memory comes back and its time is bounded.
"""

import importlib.util
import json
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import ffmpeg
from django.conf import settings

from moke.media.cues import Cue, Piece, cut_into_cues, parted, spread
from moke.media.enums import CaptionLanguage
from moke.media.sandbox import INPUT_GUARDS, Limits, Outcome, run, run_watched

ENGINE = "sherpa_onnx"
RECOGNISE = Path(__file__).with_name("recognise.py")
RATE_HZ = 16_000
SAMPLE_BYTES = 2
LONGEST_WORD_S = 0.5
EVERY_MODEL = ("silero_vad.onnx", "tokens.txt")
CHINESE_AND_ENGLISH: Mapping[str, str] = {
    CaptionLanguage.CHINESE: "zh",
    CaptionLanguage.ENGLISH: "en",
}
ENGLISH: Mapping[str, str] = {CaptionLanguage.ENGLISH: "en"}
MODELS = (
    (("model.int8.onnx",), CHINESE_AND_ENGLISH),
    (("model.onnx",), CHINESE_AND_ENGLISH),
    (("encoder_model.ort", "decoder_model_merged.ort"), ENGLISH),
)
"""SenseVoice, small or as it was trained, and Moonshine: their files and what they understand."""

SOUND_LIMITS = Limits(memory_bytes=2 * 1024**3, cpu_s=900, wall_s=1800, file_bytes=4 * 1024**3)
ENGINE_BYTES = 8 * 1024**3
FIRST_S = 300  # to load the model, beside four times the length of the recording
SLOWEST = 4

Progress = Callable[[float], None]


class SpeechError(Exception):
    """The engine could not listen to its end."""


def languages_heard() -> tuple[str, ...]:
    """Return what captions can be written in from the sound; nothing without engine or model."""
    return tuple(_languages(settings.MOKE_ASR_MODEL)) if has_engine() else ()


@cache
def has_engine() -> bool:
    """Return whether the extra `asr` is installed."""
    return importlib.util.find_spec(ENGINE) is not None


def bytes_of_samples(duration_s: float) -> int:
    """Return how much room the samples of a recording take while somebody listens."""
    return round(duration_s * RATE_HZ * SAMPLE_BYTES)


def transcribe(
    *, sound: Path, language: str, folder: Path, on_progress: Progress
) -> tuple[Cue, ...]:
    """Return what is said in a file with sound, as captions; nothing where nobody speaks.

    `folder` takes what is on the way. `on_progress` is told about once a second which share
    (0–1) was listened to, and ends it all by raising. Raises SpeechError, OutOfTime.
    """
    if language not in languages_heard():
        raise SpeechError(f"Nobody here understands {language}.")
    samples = folder / "sound.pcm"
    _demand(run(_to_samples(sound, samples), SOUND_LIMITS))
    duration_s = samples.stat().st_size / SAMPLE_BYTES / RATE_HZ
    model = settings.MOKE_ASR_MODEL
    # -P: the modules beside the script shall not hide those of the engine.
    command = [sys.executable, "-P", str(RECOGNISE), str(model), str(samples)]
    listener = _Listener(duration_s, on_progress)
    wall_s = FIRST_S + SLOWEST * duration_s
    limits = Limits(ENGINE_BYTES, cpu_s=round(wall_s), wall_s=wall_s, file_bytes=1024**2)
    _demand(run_watched([*command, _languages(model)[language]], limits, listener.hear))
    return cut_into_cues(listener.pieces())


class _Listener:
    """Puts together what the engine says, line by line.

    An engine that was killed begins anew: what it says again is taken instead.
    """

    def __init__(self, duration_s: float, on_progress: Progress) -> None:
        self.heard: dict[float, list[Piece]] = {}
        self._duration_s = duration_s
        self._on_progress = on_progress
        self._share = 0.0
        self._rest = b""

    def hear(self, chunk: bytes) -> None:
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in filter(None, lines):
            said = json.loads(line)
            self._share = min(1.0, said["heard_s"] / (self._duration_s or 1))
            if "text" in said:
                self.heard[said["start_s"]] = _pieces(said)
        self._on_progress(self._share)

    def pieces(self) -> list[Piece]:
        return [piece for _, pieces in sorted(self.heard.items()) for piece in pieces]


def _pieces(said: dict) -> list[Piece]:
    """Return the words of a stretch of speech, of which the first begins anew."""
    start_s, end_s = said["start_s"], said["end_s"]
    if not said["pieces"]:
        return spread(parted(said["text"]), start_s=start_s, end_s=end_s)
    said["pieces"][0][0] = parted(said["pieces"][0][0])
    starts = [min(start_s + at_s, end_s) for _, at_s in said["pieces"]]
    ends = [*starts[1:], end_s]
    return [
        Piece(begins_s, min(next_s, begins_s + LONGEST_WORD_S), text)
        for (text, _), begins_s, next_s in zip(said["pieces"], starts, ends, strict=True)
    ]


def _to_samples(sound: Path, samples: Path) -> list[str]:
    stream = ffmpeg.input(f"file:{sound}", **INPUT_GUARDS)["a:0"].output(
        f"file:{samples}", format="s16le", ac=1, ar=RATE_HZ
    )
    return ["ffmpeg", "-nostdin", "-v", "error", "-y", *stream.compile()[1:]]


def _demand(outcome: Outcome) -> None:
    if outcome.code:
        raise SpeechError(outcome.messages)


def _languages(folder: Path | None) -> Mapping[str, str]:
    if folder is None or not all((folder / name).is_file() for name in EVERY_MODEL):
        return {}
    for files, languages in MODELS:
        if all((folder / name).is_file() for name in files):
            return languages
    return {}
