"""The process that listens: sound and a model in, one line of JSON for each stretch of speech.

Started by `moke.media.speech` on a short lead; knows neither Django nor Moke. Needs the extra
`asr`: sherpa-onnx, which runs its models on the processor, without any network.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import sherpa_onnx

RATE_HZ = 16_000
VAD = "silero_vad.onnx"
TOKENS = "tokens.txt"
SENSE_VOICE = ("model.int8.onnx", "model.onnx")
MOONSHINE = ("encoder_model.ort", "decoder_model_merged.ort")
THREADS = 2
NICE = 10  # encodes and pages go first
LONGEST_SPEECH_S = 15.0
SHORTEST_SILENCE_S = 0.3
BUFFER_S = 60
FULL_SCALE = 32_768


def main(folder: Path, sound: Path, language: str) -> None:
    """Write what is said in `sound`, mono samples of 16 bits, 16,000 a second, to the output.

    Each line has start_s, end_s and text, with the moments of its `pieces` where the model
    tells them, or only heard_s: how far it is.
    """
    os.nice(NICE)
    recognizer = None
    for start_s, samples, heard_s in speech_in(sound, folder / VAD):
        if samples is None:
            say(heard_s=heard_s)
            continue
        recognizer = recognizer or load(folder, language)
        stream = recognizer.create_stream()
        stream.accept_waveform(RATE_HZ, samples)
        recognizer.decode_stream(stream)
        say(
            start_s=start_s,
            end_s=start_s + len(samples) / RATE_HZ,
            text=stream.result.text,
            pieces=list(zip(stream.result.tokens, stream.result.timestamps, strict=False)),
            heard_s=heard_s,
        )


def load(folder: Path, language: str):
    """Return the recognizer of the model in a folder, told by its files."""
    tokens = str(folder / TOKENS)
    if (folder / MOONSHINE[0]).exists():
        encoder, decoder = (str(folder / name) for name in MOONSHINE)
        return sherpa_onnx.OfflineRecognizer.from_moonshine_v2(
            encoder=encoder, decoder=decoder, tokens=tokens, num_threads=THREADS
        )
    model = next(str(folder / name) for name in SENSE_VOICE if (folder / name).exists())
    return sherpa_onnx.OfflineRecognizer.from_sense_voice(
        model=model, tokens=tokens, language=language, use_itn=True, num_threads=THREADS
    )


def speech_in(sound: Path, vad: Path) -> Iterator[tuple[float, list[float] | None, float]]:
    """Yield where each stretch of speech starts, its samples, and how far the sound was read.

    Now and then only the last, without samples.
    """
    config = sherpa_onnx.VadModelConfig()
    config.silero_vad.model = str(vad)
    config.silero_vad.min_silence_duration = SHORTEST_SILENCE_S
    config.silero_vad.max_speech_duration = LONGEST_SPEECH_S
    config.sample_rate = RATE_HZ
    detector = sherpa_onnx.VoiceActivityDetector(config, buffer_size_in_seconds=BUFFER_S)
    samples = np.memmap(sound, dtype="<i2", mode="r")
    step = config.silero_vad.window_size
    for at in range(0, len(samples), step):
        detector.accept_waveform(samples[at : at + step].astype(np.float32) / FULL_SCALE)
        heard_s = at / RATE_HZ
        yield from _finished(detector, heard_s)
        if at % (BUFFER_S * RATE_HZ) < step:
            yield heard_s, None, heard_s
    detector.flush()
    yield from _finished(detector, len(samples) / RATE_HZ)


def _finished(detector, heard_s: float) -> Iterator[tuple[float, list[float], float]]:
    while not detector.empty():
        found = detector.front
        start_s, samples = found.start / RATE_HZ, found.samples
        detector.pop()
        yield start_s, samples, heard_s


def say(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
