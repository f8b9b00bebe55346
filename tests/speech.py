"""A real model and real speech for the tests: Moonshine's smallest, which understands English.

Both come from wheels beside the virtual environment (`platform/deploy/set-up test`): the model as
its makers ship it, and a piece of "A Tale of Two Cities", read aloud.
"""

import base64
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.clips import make_clip, run_ffmpeg

WHEELS = Path(sys.prefix) / "speech"
ASSETS = WHEELS / "moonshine_voice" / "assets"
VAD = WHEELS / "silero_vad" / "data" / "silero_vad.onnx"
SPEECH = ASSETS / "two_cities.wav"
LONG = 128  # from here on a length takes two bytes


def make_model(folder: Path) -> Path:
    """Lay out the model in a folder as an operator would."""
    folder.mkdir()
    for source in (*(ASSETS / "tiny-en").glob("*.ort"), VAD):
        (folder / source.name).symlink_to(source)
    tokens = _tokens((ASSETS / "tiny-en" / "tokenizer.bin").read_bytes())
    lines = (f"{base64.b64encode(token).decode()} {n}\n" for n, token in enumerate(tokens))
    (folder / "tokens.txt").write_text("".join(lines))
    return folder


def make_film(path: Path, *, seconds: int = 7) -> Path:
    """Make a film of somebody who reads aloud."""
    silent = make_clip(path.with_name(f"silent-{path.name}"), seconds=seconds, sound=False)
    heard = ("-t", str(seconds), "-i", SPEECH, "-c:v", "copy", "-c:a", "aac")
    run_ffmpeg("-i", silent, *heard, path)
    return path


def _tokens(packed: bytes) -> Iterator[bytes]:
    """Unpack Moonshine's list of tokens: each behind its length."""
    at = 0
    while at < len(packed):
        length, at = packed[at], at + 1
        if length >= LONG:
            length, at = packed[at] * LONG + length - LONG, at + 1
        yield packed[at : at + length]
        at += length
